"""The fixed cast and its house: Lan writes, Minh approves, Tùng minds the machine; a stranger sees nothing."""

import hashlib
import math
import re
import shutil
import struct
import wave
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from broadcaster import settings, urgent
from broadcaster.airing import Airing, AiringKey, Outcome, PlayLogEntry, Reason
from broadcaster.bulletin import Bulletin, Kind, Priority, Rendition, Script, Source, Topic, Verdict
from broadcaster.people import Person
from broadcaster.settings import Settings
from broadcaster.store import Store, open_store
from tests.people import CAST as CAST
from tests.people import PASSWORD as PASSWORD
from tests.people import hired
from tests.people import password_hash as password_hash
from web import create_app

ROOT = Path(__file__).resolve().parents[2]
MONDAY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
"""Eight in the morning on the station's clock, between the two slots of a broadcasting day."""


@dataclass
class Clock:
    """A clock that stands until it is moved."""

    at: datetime = MONDAY

    def __call__(self) -> datetime:
        return self.at


@dataclass
class House:
    """A station in a temporary folder with its cast, and the desk over it."""

    settings: Settings
    clock: Clock = field(default_factory=Clock)
    people: dict[str, Person] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.store: Store = open_store(self.settings.database, self.settings.station.id)
        self.app: Flask = create_app(self.settings, now=self.clock, store=self.store)

    def hire(self) -> "House":
        """Give everybody of the cast an account."""
        self.people.update(hired(self.store, self.clock.at))
        return self

    def visitor(self) -> "Browser":
        """A browser in which nobody has signed in."""
        return Browser(self.app.test_client())

    def signed_in(self, username: str) -> "Browser":
        """A browser in which one of the cast has signed in."""
        browser = self.visitor()
        answer = browser.send("/dang-nhap", form_page="/dang-nhap", username=username, password=PASSWORD)
        assert answer.status_code == 303, answer.text
        return browser

    def sound(self, seconds: float = 1.0, pitch: float = 440.0) -> Rendition:
        """A small real WAV on the shelf of rendered sounds."""
        return a_sound(self.settings.rendered, seconds, pitch)

    def draft(self, title: str = "Cảnh giác cuộc gọi giả danh công an", **changes: Any) -> Bulletin:
        """A bulletin Lan has begun."""
        return self.store.add_bulletin(a_script(title, **changes), self.people["lan"], self.clock.at)

    def pending(
        self, title: str = "Cảnh giác cuộc gọi giả danh công an", seconds: float = 1.0, **changes: Any
    ) -> Bulletin:
        """A bulletin with its sound that waits for Minh."""
        draft = self.draft(title, **changes)
        self.store.submit(draft.id, draft.version, self.people["lan"], self.clock.at)
        pitch = 300 + int(draft.id) % 500
        assert self.rendered(draft, self.sound(seconds, pitch))
        return self.store.bulletin(draft.id)

    def rendered(self, bulletin: Bulletin, sound: Rendition) -> bool:
        """What the renderer does with the newest order for this bulletin."""
        job, at = self.store.render_state(bulletin.id), self.clock.at
        assert job is not None
        self.store.claim_render(job.id, "worker", at)
        kept = self.store.save_rendition(bulletin.id, bulletin.version, sound, at)
        self.store.finish_render(job.id, at)
        return kept

    def approved(
        self, title: str = "Cảnh giác cuộc gọi giả danh công an", seconds: float = 1.0, **changes: Any
    ) -> Bulletin:
        """A bulletin that Minh has heard and approved."""
        bulletin = self.pending(title, seconds, **changes)
        assert bulletin.rendition is not None
        sha256, minh = bulletin.rendition.sha256, self.people["minh"]
        self.store.listened(bulletin.id, sha256, minh, self.clock.at)
        return self.store.decide(bulletin.id, sha256, Verdict.APPROVED, minh, "", self.clock.at)

    def templates(self) -> dict[str, Bulletin]:
        """The urgent templates by name: Lan has loaded them, Minh has heard and approved each."""
        for number, one in enumerate(urgent.load_templates(self.store, self.people["lan"], self.clock.at)):
            sound = self.sound(0.5, 200 + 31 * number)
            assert self.rendered(one, replace(sound, duration=timedelta(seconds=28 + number)))
            self.store.listened(one.id, sound.sha256, self.people["minh"], self.clock.at)
            self.store.decide(one.id, sound.sha256, Verdict.APPROVED, self.people["minh"], "", self.clock.at)
        return {one.template: one for one in self.store.urgent_bulletins()}

    def long(self, bulletin: Bulletin, length: timedelta) -> Bulletin:
        """The same approved bulletin, as if its sound lasted `length`; only what is planned looks at that."""
        assert bulletin.rendition is not None
        self.store.save_rendition(
            bulletin.id, bulletin.version, replace(bulletin.rendition, duration=length), self.clock.at
        )
        return self.store.bulletin(bulletin.id)

    def aired(
        self,
        bulletin: Bulletin,
        planned: datetime,
        outcome: Outcome = Outcome.COMPLETE,
        reason: Reason = Reason.NONE,
        share: float = 1.0,
        slot: str = "morning",
        occurrence: str = "",
        attempt: int = 1,
        zone: str = "all",
    ) -> PlayLogEntry:
        """One line of the log."""
        assert bulletin.rendition is not None
        script, wanted = bulletin.script, bulletin.rendition.duration
        day = self.settings.station.local(planned).date()
        key = AiringKey(self.settings.station.id, occurrence or f"{day}/{slot}", bulletin.id, attempt, zone)
        airing = Airing(
            uuid4(), key, script.title, script.kind, script.topic, script.priority, planned, planned, wanted,
            bulletin.rendition.sha256, bulletin.author_name, "Trần Văn Minh", "Lê Thanh Tùng",
        )  # fmt: skip
        assert self.store.begin_airing(airing)
        started = planned + timedelta(milliseconds=12) if share else None
        return self.store.end_airing(
            airing.id, started, planned + wanted, wanted * share, outcome, reason, "", "Loa phường (cạc 0)"
        )

    def alive(self) -> None:
        """Every part of the station has just given a sign of life."""
        for name in ("daemon", "renderer"):
            self.store.beat(name, 1, self.clock.at, {})


@dataclass
class Browser:
    """A test client that takes the token from a page before it sends a form, as a browser does."""

    client: FlaskClient
    token: str = ""

    def open(self, address: str, **more: Any) -> TestResponse:
        """Look at a page."""
        answer = self.client.get(address, buffered=True, **more)
        if found := re.search(
            r'name="csrf_token" value="([^"]+)"', answer.text if answer.mimetype == "text/html" else ""
        ):
            self.token = found[1]
        return answer

    def send(self, address: str, form_page: str = "/mat-khau", **fields: Any) -> TestResponse:
        """Fill in a form and send it."""
        if not self.token:
            self.open(form_page)
        answer = self.client.post(address, data={"csrf_token": self.token, **fields})
        if address in ("/dang-nhap", "/dang-xuat", "/mat-khau"):
            self.token = ""
        return answer


def station_in(folder: Path, **environ: str) -> Settings:
    """A copy of the shipped configuration in `folder`, with its data beside it: the desk writes words into it."""
    shutil.copytree(ROOT / "config", folder / "config", dirs_exist_ok=True)
    file = folder / "config" / "station.toml"  # Tuesday of the tests' week is a public holiday
    file.write_text(
        file.read_text(encoding="utf-8").replace("public_holidays = true", "public_holidays = false"), "utf-8"
    )
    given = {"BROADCASTER_DATA": str(folder / "var"), "BROADCASTER_AUDIO": str(folder / "audio"), **environ}
    return settings.load(folder / "config", given)


def a_script(title: str = "Cảnh giác cuộc gọi giả danh công an", **changes: Any) -> Script:
    """A script that says something."""
    text = (
        "Thời gian gần đây, nhiều người dân nhận được cuộc gọi tự xưng là công an.\n\n"
        "Công an không làm việc qua điện thoại, không yêu cầu chuyển tiền. Khi nghi ngờ, hãy gọi 113."
    )
    return replace(Script(title, Kind.NEWS, Topic.T01, Priority.NORMAL, Source(), text), **changes)


def a_sound(folder: Path, seconds: float, pitch: float = 440.0, rate: int = 8000) -> Rendition:
    """A tone that swells and fades, written with the standard library."""
    folder.mkdir(parents=True, exist_ok=True)
    count = int(seconds * rate)
    tone = (9000 * math.sin(math.pi * at / count) * math.sin(2 * math.pi * pitch * at / rate) for at in range(count))
    data = struct.pack(f"<{count}h", *(int(value) for value in tone))
    draft = folder / "new.wav"
    with wave.open(str(draft), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(data)
    digest = hashlib.sha256(draft.read_bytes()).hexdigest()
    path = draft.replace(folder / f"{digest}.wav")
    return Rendition(f"key-{digest}", digest, path, timedelta(seconds=seconds), "espeak/vi", -14.0, -1.6)


def day(text: str) -> date:
    """A day as it stands in an address."""
    return date.fromisoformat(text)


def nowhere() -> UUID:
    """An id that nothing has."""
    return UUID(int=7)
