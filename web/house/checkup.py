"""The page "Kiểm tra máy": everything that is wrong or worth a look, each with what to do, and the support file."""

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from broadcaster import __version__
from broadcaster.computer.looking import Look, look
from broadcaster.people import Right
from broadcaster.settings.backup import MARK
from broadcaster.support import support_file
from broadcaster.wording import COMPUTER
from web.air.fault_words import fault_sentence
from web.air.readiness import outlook
from web.air.troubles import troubles
from web.desk import Desk, desk, needs
from web.sentences import say

pages_of_checkup = Blueprint("checkup", __name__)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was looked at: its sentence, a detail, and its tone (good, warn, bad, quiet)."""

    sentence: str
    detail: str
    tone: str


@pages_of_checkup.get("/kiem-tra-may")
@needs(Right.READ)
def page() -> ResponseReturnValue:
    """What the desk sees now, what the daemon found about the next slot, and what the PC under them says."""
    here = desk()
    wrong = troubles(here)
    seen = [
        Line(one.sentence or fault_sentence(one.sentence_code), one.detail, "warn" if one.mild else "bad")
        for one in wrong
    ]
    pc = sorted(
        (_line(one) for one in _looks(here)), key=lambda line: ("bad", "warn", "quiet", "good").index(line.tone)
    )
    found = {"troubles": seen, "pc": pc, "next": outlook(here), "version": __version__}
    found["clock_wrong"] = any(one.sentence_code == "clock_wrong" for one in wrong)
    return render_template("checkup/page.html", **found)


@pages_of_checkup.post("/kiem-tra-may/tep-ho-tro")
@needs(Right.READ)
def support() -> ResponseReturnValue:
    """The file for whoever helps from afar; making it leaves no trace in the station."""
    here = desk()
    made = support_file(here.settings, here.store, _looks(here), here.now())
    name = f"ho-tro-{here.station.id}-{here.today():%Y%m%d}.zip"
    sent = Response(made, mimetype="application/zip")
    sent.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return sent


def _looks(here: Desk) -> list[Look]:
    made = here.store.mark(MARK)
    return look(here.settings, here.now(), datetime.fromisoformat(made) if made else None)


def _line(one: Look) -> Line:
    good, todo = COMPUTER[one.code]
    if one.fit is None:
        return Line(say("not_looked", subject=good), one.detail, "quiet")
    return Line(good if one.fit else todo, one.detail, "good" if one.fit else "warn")
