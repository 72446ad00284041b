"""The page "Kiểm tra máy": everything that is wrong or worth a look, each with what to do, and the support file."""

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from broadcaster import __version__
from broadcaster.computer.finding import Look
from broadcaster.computer.looking import look
from broadcaster.people import Right
from broadcaster.settings.backup import MARK
from broadcaster.support import support_file
from web.air.fault_words import fault_sentence
from web.air.readiness import outlook
from web.air.troubles import troubles
from web.desk import Desk, desk, needs
from web.house.neighbours import neighbours
from web.recent import lasting
from web.sentences import say
from web.words import COMPUTER

EVERY = 15
"""Seconds for which a look at the PC serves everybody."""

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
        (_line(one) for one in _newest_looks(here)), key=lambda line: ("bad", "warn", "quiet", "good").index(line.tone)
    )
    clock_wrong = any(one.sentence_code == "clock_wrong" for one in wrong)
    found = {"troubles": seen, "pc": pc, "next": outlook(here), "version": __version__}
    return render_template("checkup/page.html", clock_wrong=clock_wrong, neighbours=neighbours(here.settings), **found)


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


def _newest_looks(here: Desk) -> list[Look]:
    """Not older than a quarter of a minute: to look means to ask other programs of the PC, a tenth of a second each."""
    when = int(here.now().timestamp()) // EVERY
    return lasting(here, ("looks",), lambda: _looks(here), state=(when, here.store.mark(MARK)))


def _looks(here: Desk) -> list[Look]:
    made = here.store.mark(MARK)
    return look(here.settings, here.now(), datetime.fromisoformat(made) if made else None)


def _line(one: Look) -> Line:
    good, todo = COMPUTER[one.code]
    if one.fit is None:
        return Line(say("not_looked", subject=good), one.detail, "quiet")
    return Line(good if one.fit else todo, one.detail, "good" if one.fit else "warn")
