"""What holds on every page: the token, the policy, no outside address, no trace, a sentence for every refusal."""

import hashlib
import re
from pathlib import Path

import pytest

from tests.web.cast import House
from tests.web.test_rights import doors

WEB = Path(__file__).resolve().parents[2] / "web"
NAMES_OF_FORMATS = {
    "http://www.w3.org/2000/svg",
    "http://www.w3.org/1999/xhtml",
    "https://getbootstrap.com/",
    "https://github.com/twbs/bootstrap/",
}
"""Not fetched: the XML name of SVG, and the notice at the top of Bootstrap's style sheet."""


def test_no_unsafe_method_works_without_its_token(house: House) -> None:
    bulletin = house.approved()
    browser = house.signed_in("lan")
    for endpoint, method, address in doors(house.app, bulletin.id, "0" * 64):
        if method == "POST":
            answer = browser.client.post(address, data={"csrf_token": "forged"})
            assert answer.status_code in (400, 403), endpoint
            assert "Traceback" not in answer.text
    assert house.store.last_stop() is None


def test_every_page_forbids_what_is_not_its_own(house: House) -> None:
    bulletin = house.pending()
    browser = house.signed_in("hoa")
    for _endpoint, method, address in doors(house.app, bulletin.id, "0" * 64):
        if method != "GET" or address.endswith(".wav"):
            continue
        answer = browser.open(address)
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        if answer.mimetype == "text/html":
            assert answer.headers["Cache-Control"] == "no-store"
            assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?! src=)|javascript:", answer.text), address
            assert "http" not in re.sub(r'http-equiv|name="htmx-config"', "", answer.text), address


def test_no_template_and_no_asset_names_an_outside_address() -> None:
    texts = [path for path in WEB.rglob("*") if path.suffix in {".html", ".css", ".js", ".svg", ".py"}]
    assert len(texts) > 40
    for path in texts:
        found = set(re.findall(r"(?:https?:)?//[a-z0-9.-]+\.[a-z]{2,}[^\s\"'`)>]*", path.read_text("utf-8")))
        outside = {address for address in found if not any(address.startswith(name) for name in NAMES_OF_FORMATS)}
        assert outside == set(), path


def test_every_template_gives_each_form_its_token() -> None:
    for path in (WEB / "templates").rglob("*.html"):
        for form in re.findall(r"<form[^>]*method=\"post\".*?</form>", path.read_text("utf-8"), re.DOTALL):
            assert "csrf()" in form, path


def test_the_vendored_files_are_the_ones_that_were_checked() -> None:
    vendor = WEB / "static" / "vendor"
    listed = {}
    for line in (vendor / "CHECKSUMS").read_text("utf-8").splitlines():
        digest, name = line.split("  ")
        listed[name] = digest
    there = {path.relative_to(vendor).as_posix(): path for path in vendor.rglob("*") if path.is_file()}
    there.pop("CHECKSUMS")

    assert {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in there.items()} == listed
    assert len([name for name in listed if name.startswith("licences/")]) == 6


def test_every_icon_that_is_shown_is_in_the_sprite(house: House) -> None:
    sprite = (WEB / "static" / "vendor" / "icons.svg").read_text("utf-8")
    there = set(re.findall(r'id="([a-z-]+)"', sprite))
    sources = [path.read_text("utf-8") for path in (WEB / "templates").rglob("*.html")]
    wanted = set(re.findall(r"icon\('([a-z-]+)'", "\n".join(sources)))
    from web import words

    wanted |= {sign.icon for sign in (*words.STATUS.values(), *words.OUTCOME.values())}

    assert wanted <= there


def test_a_page_is_light_enough_for_an_old_office_line(house: House) -> None:
    browser = house.signed_in("lan")
    page = browser.open("/").text
    needed = set(re.findall(r'(?:src|href)="(/tinh/[^"#]+)', page))
    fonts = {f"/tinh/vendor/fonts/{path.name}" for path in (WEB / "static/vendor/fonts").iterdir()}
    as_sent = {"Accept-Encoding": "gzip"}
    packed = sum(len(browser.open(address, headers=as_sent).data) for address in needed | fonts)
    whole = sum(len(browser.open(address).data) for address in needed | fonts)

    assert packed + len(page.encode()) <= 250_000  # what goes over the line: 204 KB
    assert whole + len(page.encode()) <= 350_000  # and what a browser that unpacks nothing would fetch: 293 KB


@pytest.mark.parametrize(("address", "code"), [("/khong-co", 404), ("/dung-phat", 405)])
def test_an_error_page_is_vietnamese_and_shows_a_way_on(house: House, address: str, code: int) -> None:
    for browser in (house.signed_in("lan"), house.visitor()):
        answer = browser.open(address)
        assert answer.status_code == code
        assert "Về trang đầu" in answer.text


def test_a_defect_shows_a_sentence_and_no_trace(house: House) -> None:
    def broken() -> str:
        raise RuntimeError("the secret detail")

    house.app.add_url_rule("/hong", "broken", broken)
    from web.desk import PUBLIC, needs

    needs(PUBLIC)(broken)
    answer = house.visitor().open("/hong")

    assert answer.status_code == 500
    assert "Loa vẫn phát theo lịch" in answer.text
    assert "secret" not in answer.text


def test_a_form_of_three_megabytes_is_refused_with_a_sentence(house: House) -> None:
    answer = house.signed_in("lan").send("/ban-tin/moi", title="x", text="a" * 3_000_000)

    assert answer.status_code == 413
    assert "rút gọn" in answer.text


def test_a_locked_store_asks_for_patience(house: House) -> None:
    from broadcaster.errors import StoreBusy
    from web.desk import PUBLIC, needs

    def busy() -> str:
        raise StoreBusy("locked")

    house.app.add_url_rule("/ban", "busy", needs(PUBLIC)(busy))
    answer = house.visitor().open("/ban")

    assert (answer.status_code, "Hãy đợi vài giây" in answer.text) == (503, True)


def test_static_files_change_their_address_with_their_content(house: House) -> None:
    page = house.visitor().open("/dang-nhap").text

    assert re.search(r"/tinh/desk\.css\?v=[0-9a-f]{10}", page)
