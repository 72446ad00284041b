"""An office with a leader: the cast, the shipped templates brought to approval, words typed, orders given."""

import hashlib
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from broadcaster import urgent
from broadcaster.bulletin import Bulletin, Rendition
from broadcaster.office import newsroom
from broadcaster.people import Person, Role
from broadcaster.placement import AirOrder
from broadcaster.store import Store, Verb
from broadcaster.urgent import Confirmed, Terms
from tests.builders import at, sha, station
from tests.people import CAST, PASSWORD

NOON = at("12:00")
NIGHT = at("03:15")
NAMES = CAST | {"binh": ("Võ Bình", Role.LEADER)}
"""Two leaders: one orders, the other may not for them."""
WORDS = "Cháy ở chợ Bến Xuân. Bà con ra ngoài ngay bằng cổng sau."


@dataclass
class Office:
    """The station's memory with its people, and a shelf with real files."""

    store: Store
    people: dict[str, Person]
    shelf: Path

    def sound(self, name: str, seconds: float = 30) -> Rendition:
        """A file on the shelf, as long as it says and hashed as it is."""
        path = self.shelf / f"{name}.wav"
        path.write_bytes(name.encode() * 1000)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        return Rendition(name, digest, path, timedelta(seconds=seconds), "espeak/vi", -14.0, -2.0)

    def heard_and_approved(self, one: Bulletin) -> Bulletin:
        """Minh approves the sound of a bulletin that waits."""
        sound = self.sound(one.template or one.id.hex)
        assert self.store.save_rendition(one.id, one.version, sound, NOON)
        newsroom.listened(self.store, self.people["minh"], one.id, sound.sha256, NOON)
        return newsroom.approve(self.store, self.people["minh"], one.id, sound.sha256, NOON)

    def templates(self) -> dict[str, Bulletin]:
        """The shipped templates, loaded by Lan and approved by Minh."""
        loaded = urgent.load_templates(self.store, self.people["lan"], NOON)
        return {one.template: self.heard_and_approved(one) for one in loaded}

    def typed(self, text: str = WORDS, who: str = "hoa") -> Bulletin:
        """Words a leader has typed, with their sound."""
        made = urgent.draft_text(self.store, self.people[who], text, NOON)
        assert self.store.save_rendition(made.id, made.version, self.sound(made.id.hex), NOON)
        return self.store.bulletin(made.id)

    def order(
        self,
        one: Bulletin,
        who: str = "hoa",
        password: str = PASSWORD,
        reason: str = "",
        moment: datetime = NOON,
        terms: Terms | None = None,
        id: uuid.UUID | None = None,
    ) -> AirOrder:
        """A template, ordered."""
        what = Confirmed(id or uuid.uuid4(), one.id, one.version, sha(one))
        terms = terms or Terms()
        return urgent.order_template(self.store, station(), self.people[who], password, what, terms, reason, moment)

    def order_typed(
        self,
        one: Bulletin,
        who: str = "hoa",
        password: str = PASSWORD,
        reason: str = "Cháy chợ",
        what: tuple[uuid.UUID, int, str] | None = None,
        id: uuid.UUID | None = None,
    ) -> AirOrder:
        """Typed words, confirmed for the second time; `what` is the bulletin, wording and sound that was shown."""
        shown = Confirmed(id or uuid.uuid4(), *(what or (one.id, one.version, sha(one))))
        return urgent.order_text(self.store, station(), self.people[who], password, shown, Terms(), reason, NOON)

    def deeds(self) -> list[Verb]:
        """What was recorded, the newest first."""
        return [one.verb for one in self.store.activity(limit=200)]


def file_of(one: Bulletin) -> Path:
    """Where its sound lies, which must be there."""
    assert one.rendition is not None
    return one.rendition.path


def correct(office: Office, wrong: uuid.UUID, id: uuid.UUID | None = None) -> AirOrder:
    """Hoa takes a false alarm back."""
    return urgent.correct(office.store, office.people["hoa"], PASSWORD, wrong, "báo nhầm", NOON, id or uuid.uuid4())
