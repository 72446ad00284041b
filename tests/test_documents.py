"""The papers that come with the station: what they name is there, the licences are complete, the card is one page."""

import io
import re
from pathlib import Path

import pypdf
import pytest

from tools import licences, wall_card
from web.help import PICTURES, SCREENS

ROOT = Path(__file__).parents[1]
PAPERS = sorted(
    path
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]
    if path.name not in ("CHANGELOG.md",)  # it tells of what was, too
)
FOLDERS = ("broadcaster/", "web/", "tests/", "tools/", "deploy/", "docs/", "config/", "scripts_vi/", "audio/chimes/")


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.name)
def test_every_file_a_paper_names_is_there(paper: Path) -> None:
    text = paper.read_text(encoding="utf-8")
    quoted = {one for span in re.findall(r"`([^`\n]+)`", text) for one in re.split(r"[\s,]+", span)}
    named = {one.rstrip(":;.)") for one in quoted if one.startswith(FOLDERS) and not re.search(r"[*{<…]|[A-Z]{3}", one)}
    missing = {one for one in named if not (ROOT / one).exists() and not (ROOT / f"{one}.py").exists()}
    links = {link.partition("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in link}
    missing |= {link for link in links if link and not (paper.parent / link).exists()}
    assert missing == set()


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.name)
def test_every_module_a_paper_runs_is_there(paper: Path) -> None:
    named = re.findall(r"python -m ((?:tests|tools|broadcaster)[\w.]*)", paper.read_text(encoding="utf-8"))
    for module in named:
        place = ROOT / module.replace(".", "/")
        assert place.is_dir() or place.with_suffix(".py").is_file(), module


def test_the_licence_of_every_locked_package_is_told() -> None:
    told = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
    locked = licences.locked(ROOT / "requirements.lock")
    assert len(locked) > 40
    for name, version in locked.items():
        (row,) = re.findall(rf"^\| {re.escape(name)} \| {re.escape(version)} \| (.+) \|$", told, re.MULTILINE)
        assert row and "unknown" not in row, name


def test_everything_vendored_has_its_licence_beside_it_and_in_the_list() -> None:
    told = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8").lower()
    beside = [path.stem for path in (ROOT / "web" / "static" / "vendor" / "licences").glob("*.txt")]
    assert beside
    for name in beside:
        assert name.replace("-", " ") in told or name in told, name


def test_the_card_for_the_wall_is_one_page_with_every_line_of_its_text() -> None:
    pdf = (ROOT / "docs" / "wall-card.vi.pdf").read_bytes()
    for content in (pdf, wall_card.made()):
        pages = pypdf.PdfReader(io.BytesIO(content)).pages
        assert len(pages) == 1
        seen = re.sub(r"[\W_]", "", pages[0].extract_text())
        for line in wall_card.CARD.read_text(encoding="utf-8").splitlines():
            said = re.sub(r"[\W_]", "", re.sub(r"^\d+\. ", "", line))
            assert said in seen, line


def test_each_screen_has_its_picture_made_by_the_command() -> None:
    assert {path.stem for path in PICTURES.glob("*.jpg")} == set(SCREENS)
    assert all(20_000 < path.stat().st_size < 150_000 for path in PICTURES.glob("*.jpg"))
