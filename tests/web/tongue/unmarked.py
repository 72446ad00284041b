"""A station whose people write without a single mark: on its English pages no Vietnamese letter may stand."""

import json
import sqlite3
import unicodedata
from html.parser import HTMLParser
from pathlib import Path

from broadcaster import settings
from tests.web.cast import House
from tests.web.everything import Places, everything, pages
from web.tongue.speaking import COOKIE
from web.tongue.tables import MARKED
from web.tongue.templates import ATTRIBUTES

SILENT = ("script", "style")
VOID = ("area", "br", "col", "hr", "img", "input", "link", "meta", "source", "use", "wbr")


def bare(text: str) -> str:
    """`text` without its marks: Đài truyền thanh is Dai truyen thanh."""
    plain = text.replace("đ", "d").replace("Đ", "D")
    return "".join(one for one in unicodedata.normalize("NFD", plain) if not unicodedata.combining(one))


def unmarked(folder: Path) -> tuple[House, dict[str, Places]]:
    """The busy station of `everything`, with every word of its people and its settings bared; and all its pages."""
    full = everything(folder)
    where, house = pages(full), full.house
    house.store.close()
    _bare_database(next(folder.rglob("*.db")))
    for file in folder.rglob("*.toml"):
        file.write_text(bare(file.read_text("utf-8")), "utf-8")
    for file in folder.rglob("*.json"):
        file.write_text(bare(json.dumps(json.loads(file.read_text("utf-8")), ensure_ascii=False)), "utf-8")
    kept = house.settings
    given = {"BROADCASTER_DATA": str(kept.data), "BROADCASTER_AUDIO": str(kept.audio)}
    house.settings = settings.load(folder / "config", given)
    house.__post_init__()
    return house, where


def _bare_database(file: Path) -> None:
    with sqlite3.connect(file) as data:
        data.create_function("bare", 1, lambda text: bare(text) if isinstance(text, str) else text)
        for (name,) in data.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            data.execute(f'DROP TRIGGER "{name}"')
        tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        for (table,) in data.execute(tables).fetchall():
            for _, column, kind, *_ in data.execute(f'PRAGMA table_info("{table}")').fetchall():
                if "CHAR" in kind.upper() or kind.upper() in ("TEXT", "JSON"):
                    data.execute(f'UPDATE "{table}" SET "{column}" = bare("{column}") WHERE "{column}" IS NOT NULL')


def english(house: House, who: str, address: str) -> str:
    """What an English reader gets."""
    browser = house.signed_in(who) if who else house.visitor()
    browser.client.set_cookie(COOKIE, "en")
    answer = browser.open(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.text


class Marked(HTMLParser):
    """The texts and attributes of a page with Vietnamese letters, but for the parts that say they are Vietnamese."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside: list[tuple[str, bool]] = []

    @classmethod
    def of(cls, page: str) -> list[str]:
        """All of them."""
        reader = cls()
        reader.feed(page)
        return reader.found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Attributes count like text; what is inside <script> does not, nor what lang="vi" announces."""
        quiet = tag in SILENT or self._quiet() or dict(attrs).get("lang") == "vi"
        if tag not in VOID:
            self._inside.append((tag, quiet))
        if not quiet:
            self.found += [
                f"{name}={value}" for name, value in attrs if name in ATTRIBUTES and MARKED.search(value or "")
            ]

    def handle_endtag(self, tag: str) -> None:
        """Back to where the tag began."""
        while tag not in VOID and self._inside and self._inside.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Text between two tags."""
        if not self._quiet() and MARKED.search(data):
            self.found.append(" ".join(data.split()))

    def _quiet(self) -> bool:
        return bool(self._inside) and self._inside[-1][1]
