"""The trimmed style sheet: whatever stands on a page has the rules there that the whole sheet has for it."""

import re
from pathlib import Path

from tests.web.everything import everything, pages
from tools import trim_styles


def _known(sheet: str) -> set[str]:
    heads = re.sub(r"\{[^{}]*\}", "{}", re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL))
    return set(re.findall(r"\.([A-Za-z][\w-]*)", heads))


def test_the_trimmed_sheet_is_the_one_that_would_be_made_now() -> None:
    whole = trim_styles.WHOLE.read_text("utf-8")

    assert trim_styles.trimmed(whole, trim_styles.used()) == trim_styles.TRIMMED.read_text("utf-8")


def test_no_page_wants_a_class_that_was_trimmed_away(tmp_path: Path) -> None:
    whole, left = (_known(path.read_text("utf-8")) for path in (trim_styles.WHOLE, trim_styles.TRIMMED))
    full = everything(tmp_path)
    shown: set[str] = set()
    for places in pages(full).values():
        for who, address in places:
            browser = full.house.signed_in(who) if who else full.house.visitor()
            for found in re.findall(r'class="([^"]*)"', browser.open(address).text):
                shown.update(found.split())

    assert {"btn", "form-control", "visually-hidden", "card-plain"} <= shown
    assert shown & (whole - left) == set()


def test_a_rule_stays_for_what_can_stand_on_a_page_and_no_other() -> None:
    sheet = (
        '@charset "UTF-8";/*! notice */:root,[data-bs-theme=dark]{--bs-a:var(--bs-b);--bs-b:1px;--bs-c:2px}'
        "a:not([href]){color:red}.btn,.card .row>*{margin:var(--bs-a)}@media print{.row{top:0}.btn{top:1px}}"
        "@media (min-width:1px){.row{top:0}}@keyframes turn{from{top:0}}@keyframes blink{from{top:0}}"
        ".btn:hover{animation:turn 1s}[data-bs-toggle=x]{top:0}"
    )

    assert trim_styles.trimmed(sheet, frozenset({"btn", "card"})) == (
        '@charset "UTF-8";/*! notice */:root{--bs-a:var(--bs-b);--bs-b:1px;}'
        "a:not([href]){color:red}.btn{margin:var(--bs-a)}@media print{.btn{top:1px}}"
        "@keyframes turn{from{top:0}}.btn:hover{animation:turn 1s}"
    )
