"""Help for each screen of the desk: a few sentences each, on a page of their own."""

from pathlib import Path

from flask import Blueprint, abort, render_template, url_for
from flask.typing import ResponseReturnValue

from broadcaster import __version__
from broadcaster.people import Right
from web.desk import needs

SCREENS: tuple[str, ...] = (
    "dang-phat",
    "ban-tin",
    "cho-duyet",
    "lich-phat",
    "khan-cap",
    "nhat-ky",
    "van-ban",
    "chuyen-muc",
    "bao-cao",
    "ghi-am",
    "tu-dien",
    "cau-hinh",
    "giong-doc",
    "tai-khoan",
    "kiem-tra-may",
)
"""Each has its template in templates/help."""

PICTURES = Path(__file__).parent / "static" / "help"
"""Made by `python -m tools.screenshots --for-help`; a screen without a picture is explained in words alone."""

FOR_PAGES: dict[str, str] = {
    "onair": "dang-phat",
    "readiness": "dang-phat",
    "orders": "dang-phat",
    "bulletins": "ban-tin",
    "sound": "ban-tin",
    "recorded": "ban-tin",
    "drafting": "ban-tin",
    "hearing": "ban-tin",
    "versions": "ban-tin",
    "relays": "ban-tin",
    "mp3": "ban-tin",
    "approvals": "cho-duyet",
    "schedule": "lich-phat",
    "moving": "lich-phat",
    "urgent": "khan-cap",
    "urgent_order": "khan-cap",
    "playlog": "nhat-ky",
    "deeds": "nhat-ky",
    "directives": "van-ban",
    "campaigns": "van-ban",
    "columns": "chuyen-muc",
    "rotations": "van-ban",
    "reports": "bao-cao",
    "recordings": "ghi-am",
    "removals": "ghi-am",
    "settings": "cau-hinh",
    "takeout": "cau-hinh",
    "voices": "giong-doc",
    "people": "tai-khoan",
    "accounts": "tai-khoan",
    "sound_test": "cau-hinh",
    "dictionary": "tu-dien",
    "checkup": "kiem-tra-may",
    "clock": "kiem-tra-may",
}
"""Which help belongs to the pages of which blueprint."""

pages_of_help = Blueprint("help", __name__)


@pages_of_help.get("/tro-giup")
@needs(Right.READ)
def page() -> ResponseReturnValue:
    """Every screen's help, one below the other."""
    return _page(SCREENS)


@pages_of_help.get("/tro-giup/<screen>")
@needs(Right.READ)
def show(screen: str) -> ResponseReturnValue:
    """The help of one screen."""
    if screen not in SCREENS:
        abort(404)
    return _page((screen,))


def _page(screens: tuple[str, ...]) -> str:
    pictured = {path.stem for path in PICTURES.glob("*.jpg")}
    return render_template("help/page.html", screens=screens, pictured=pictured, version=__version__)


@pages_of_help.app_template_global("help_for")
def help_for(blueprint: str | None) -> str:
    """The address of the help that belongs to the page somebody looks at."""
    screen = FOR_PAGES.get(blueprint or "")
    return url_for("help.show", screen=screen) if screen else url_for("help.page")
