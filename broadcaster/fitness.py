"""How fit the station is for its next slot, as the daemon found it and the desk shows it."""

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta

MARK = "preflight"
"""The mark under which the newest look is kept."""

ASKED = "preflight_asked"
"""The mark that a person changes to have the station look at once."""

STALE = timedelta(minutes=75)
"""It is looked every hour; older news says nothing about the station any more."""

BACKWARD = timedelta(minutes=2)
"""A clock this far behind the newest entry of the log is wrong: nothing sounds of itself."""

GRAVE = frozenset(
    {"nothing_planned", "no_sound_file", "sound_changed", "no_device", "muted", "clock_wrong", "disk_full", "no_slot"}
)
"""What makes the next programme fail; anything else is worth a look, and it sounds all the same."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be. `code` has its sentence in web/words.py; `detail` names the thing."""

    code: str
    detail: str = ""

    @property
    def grave(self) -> bool:
        """Whether the programme, or a part of it, will not sound."""
        return self.code in GRAVE


@dataclass(frozen=True, slots=True)
class Preflight:
    """The look at the next slot: `bulletins` and their `length` of the `room` there is, and what was found wrong."""

    at: datetime
    occurrence: str = ""
    starts: datetime | None = None
    bulletins: int = 0
    length: timedelta = timedelta()
    room: timedelta = timedelta()
    findings: tuple[Finding, ...] = ()

    @property
    def ready(self) -> bool:
        """Whether what is planned will sound as far as anybody can tell beforehand."""
        return not any(finding.grave for finding in self.findings)

    def written(self) -> str:
        """As the text of its mark."""
        told = asdict(replace(self, findings=()))
        told |= {"at": self.at.isoformat(), "starts": self.starts.isoformat() if self.starts else None}
        told |= {"length": self.length.total_seconds(), "room": self.room.total_seconds()}
        told["findings"] = [[finding.code, finding.detail] for finding in self.findings]
        return json.dumps(told, ensure_ascii=False)


def read(text: str | None) -> Preflight | None:
    """The look out of its mark; None where there was none, or it was written by another version."""
    try:
        told = json.loads(text or "")
        return Preflight(
            at=datetime.fromisoformat(told["at"]),
            occurrence=str(told["occurrence"]),
            starts=datetime.fromisoformat(told["starts"]) if told["starts"] else None,
            bulletins=int(told["bulletins"]),
            length=timedelta(seconds=told["length"]),
            room=timedelta(seconds=told["room"]),
            findings=tuple(Finding(str(code), str(detail)) for code, detail in told["findings"]),
        )
    except (ValueError, KeyError, TypeError):
        return None
