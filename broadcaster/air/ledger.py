"""The log book of the air, which is written even when the database cannot be: locked, on a full disk, read-only.

How it is used. The daemon opens a second store with little patience and lets everything on air speak to a ledger:
`store = Store(url, station, ON_AIR)`, `ledger = Ledger(store, data / "ledger", clock)`. While it holds the station's
lock it calls `ledger.flush()` before `settle_open(store, ...)` and then every second (from any thread); everything
else goes through the verbs below, none of which waits longer than half a second: `begin_airing` (False: no sound),
`progress`, `end_airing`, `log_unplayed`, `set_on_air`, `raise_fault`, `clear_fault`, `void_sound`, `take_order`,
`close_order`, and the questions `placements`, `bulletin`, `freshness`, `entries_of`, `entries`, `last_stop`,
`stop_asked_since`, `waiting_orders`. It answers everything `programme` asks, so `programme(ledger, station,
occurrence, now)` gives the running order with what stands beside the log, or by what was last known. Whoever writes
entries for past slots does it through the ledger too, or only when `flush()` has said that nothing is left beside.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from broadcaster.air.beside import Beside
from broadcaster.air.entering import as_entry, order_name, silence, words
from broadcaster.air.slips import Ended, Slip, Tells, name_of
from broadcaster.airing import Airing, AiringKey, Outcome, PlayLogEntry, Reason
from broadcaster.clock import Clock
from broadcaster.errors import StoreBusy
from broadcaster.placement import AirOrder, OrderState
from broadcaster.store import Called, OnAir, Store

ON_AIR = timedelta(milliseconds=120)
"""The patience of the air's own store; `begin_airing` asks it three times at worst."""

MINDED = 4096
"""Airings a process remembers to have begun, for when the database answers nothing at all."""

SPOILED = "its note beside the database could not be read"


class Ledger(Beside):
    """The verbs of the air. What the database refuses is kept beside it, in `folder`, and entered by `flush`."""

    def __init__(self, store: Store, folder: Path, clock: Clock) -> None:
        super().__init__(store, folder, clock)
        self._live: dict[UUID, Airing] = {}
        self._begun: dict[str, None] = {}

    def begin_airing(self, airing: Airing) -> bool:
        """Claim the airing durably, in the database or beside it. False: it was begun before; then no sound."""
        name = name_of(airing.key)
        with self._lock:
            self._load()
            if name in self._spoiled:
                self._close_spoiled(name, airing)
            if name in self._slips or name in self._begun:
                return False
            begun = self._try(lambda: self.store.begin_airing(airing))
            if begun is None:
                slip = Slip(name, Tells.AIRING, airing.id, airing.begun, self._next_number(), airing=airing)
                begun = not self._begun_in_store(airing) and self._claim(slip)
            if begun:
                self._live[airing.id] = airing
                self._begun[name] = None
                while len(self._begun) > MINDED:
                    del self._begun[next(iter(self._begun))]
            return begun

    def live(self) -> set[UUID]:
        """The airings that this process has begun and not ended."""
        with self._lock:
            return set(self._live)

    def progress(self, id: UUID, position: timedelta, at: datetime) -> None:
        """How far it has sounded, so that a crash leaves a mark of where."""
        with self._lock:
            if self._slip_of(id) is None and self._do(lambda: self.store.progress(id, position, at)):
                return
            self._write(replace(self._slip_for(id, at), position=position, at=at))

    def end_airing(
        self,
        id: UUID,
        *,
        started: datetime | None,
        ended: datetime,
        heard: timedelta,
        outcome: Outcome,
        reason: Reason,
        detail: str,
        device: str,
    ) -> None:
        """Write its entry; the first ending stands."""
        end = Ended(started, ended, heard, outcome, reason, detail, device)
        with self._lock:
            writable = self._writable()
            slip = self._slip_of(id)
            entry = self._try(lambda: self.store.end_airing(id, **words(end))) if writable and slip is None else None
            if entry is not None:
                self._learn(entry)
            else:
                slip = slip or self._slip_for(id, ended)
                self._write(replace(slip, ended=slip.ended or end, at=ended))
            self._live.pop(id, None)

    def log_unplayed(
        self, key: AiringKey, *, outcome: Outcome, reason: Reason, detail: str, at: datetime, **said: Any
    ) -> None:
        """Silence is an entry too; the words of Store.log_unplayed. Nothing when it was begun or logged already."""
        end = Ended(None, at, timedelta(), outcome, reason, detail, "")
        airing = Airing(id=uuid4(), key=key, begun=at, **said)
        name = name_of(key)
        with self._lock:
            self._load()
            if name in self._slips or name in self._spoiled or name in self._begun:
                return
            slip = Slip(name, Tells.SILENCE, airing.id, at, self._next_number(), airing=airing, ended=end)
            written = self._try(lambda: (silence(self.store, slip),))
            if written is not None:
                self._learn(written[0])
            elif not self._begun_in_store(airing):
                self._claim(slip)

    def take_order(self, id: UUID, at: datetime) -> bool:
        """Take it, exactly once."""
        with self._lock:
            self._load()
            if order_name(id) in self._slips:
                return False
            taken = self._try(lambda: self.store.take_order(id, at))
            if taken is None:
                slip = Slip(order_name(id), Tells.ORDER, id, at, self._next_number(), state=OrderState.TAKEN)
                taken = self._claim(slip)
            return taken

    def close_order(self, id: UUID, state: OrderState, at: datetime) -> None:
        """Done or refused, for good."""
        with self._lock:
            writable = self._writable()
            slip = self._slips.get(order_name(id))
            if writable and slip is None and self._do(lambda: self.store.close_order(id, state, at)):
                return
            slip = slip or Slip(order_name(id), Tells.ORDER, id, at, self._next_number())
            self._write(replace(slip, state=state, at=at))

    def called(self) -> Called:
        """What people call for; of the orders only those that nobody has taken, here or in the database."""
        found = super().called()
        return replace(found, waiting=tuple(self._untaken(found.waiting)))

    def waiting_orders(self) -> list[AirOrder]:
        """Orders nobody has taken yet, here or in the database; urgent ones first, then the older."""
        return self._untaken(super().waiting_orders())

    def _untaken(self, orders: Iterable[AirOrder]) -> list[AirOrder]:
        with self._lock:
            self._load()
            return [order for order in orders if order_name(order.id) not in self._slips]

    def entries_of(self, occurrence_key: str) -> list[PlayLogEntry]:
        """What is written about one occurrence or order, with what is still beside the log, which has number 0."""
        found = super().entries_of(occurrence_key)
        with self._lock:
            self._load()
            known = {(entry.bulletin, entry.attempt, entry.zone) for entry in found}
            beside = [as_entry(slip.airing, slip.ended) for slip in self._slips.values() if slip.airing and slip.ended]
        mine = [entry for entry in beside if entry.occurrence == occurrence_key]
        return found + [entry for entry in mine if (entry.bulletin, entry.attempt, entry.zone) not in known]

    def set_on_air(self, zone: str, now: OnAir | None) -> None:
        """What is sounding in a zone, or None for nothing; only the newest is entered later."""
        self._state(("on_air", zone), lambda: self.store.set_on_air(zone, now))

    def raise_fault(self, code: str, detail: str, at: datetime) -> None:
        """Something is wrong."""
        self._state(("fault", code), lambda: self.store.raise_fault(code, detail, at))

    def clear_fault(self, code: str) -> None:
        """It is right again; said again and again while it is, so the database is not asked each time."""
        if not self._is_clear(code):
            self._state(("fault", code), lambda: self.store.clear_fault(code))

    def _is_clear(self, code: str) -> bool:
        with self._lock:
            if ("fault", code) in self._owed:
                return False
        try:
            return all(one.code != code for one in self.faults())
        except StoreBusy:
            return False

    def set_mark(self, name: str, value: str) -> None:
        """Keep a value under a name."""
        self._state(("mark", name), lambda: self.store.set_mark(name, value))

    def void_sound(self, bulletin_id: UUID, why: str, at: datetime) -> None:
        """The approved sound is not what was approved any more."""
        self._state(("void", bulletin_id), lambda: self.store.void_sound(bulletin_id, why, at))

    def _begun_in_store(self, airing: Airing) -> bool:
        """Whether somebody else's claim stands in the database, as far as it can be read."""
        key = airing.key
        nothing: list[tuple[Airing, timedelta]] = []
        opened = self._ask(("open_airings",), self.store.open_airings, nothing)
        if any(one.key == key and one.id != airing.id for one, _ in opened):
            return True
        entries = super().entries_of(key.occurrence)
        return any((one.bulletin, one.attempt, one.zone) == (key.bulletin, key.attempt, key.zone) for one in entries)

    def _learn(self, entry: PlayLogEntry | None) -> None:
        """What is known of an occurrence grows with what is written, in case it cannot be read again."""
        known = self._answers.get(("entries_of", entry.occurrence)) if entry else None
        if entry is not None and known is not None and all(one.id != entry.id for one in known.answer):
            known.answer.append(entry)

    def _slip_of(self, id: UUID) -> Slip | None:
        return next((slip for slip in self._slips.values() if slip.id == id), None)

    def _slip_for(self, id: UUID, at: datetime) -> Slip:
        """The slip of an airing, a new one if it was begun in the database."""
        if (known := self._slip_of(id)) is not None:
            return known
        airing = self._live.get(id)
        name = name_of(airing.key) if airing else f"end-{id}"
        return Slip(name, Tells.AIRING, id, at, self._next_number(), airing=airing)

    def _close_spoiled(self, name: str, airing: Airing) -> None:
        """It was begun, and its slip is unreadable: how far it came nobody knows, and it is not said again."""
        self._spoiled.discard(name)
        end = Ended(None, airing.begun, timedelta(), Outcome.PARTIAL, Reason.KILLED, SPOILED, "")
        self._write(Slip(name, Tells.AIRING, airing.id, airing.begun, self._next_number(), airing=airing, ended=end))
