"""Who did what at the station, and when: one row in the same transaction as the deed itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import NAMESPACE_OID, UUID, uuid5

from sqlalchemy import Connection, insert, select

from broadcaster.people import Person
from broadcaster.store.connection import Line
from broadcaster.store.tables import activity


class Verb(StrEnum):
    """The deeds that are recorded; each has its Vietnamese words in web/words.py."""

    ADD_PERSON = "add_person"
    SET_PASSWORD = "set_password"
    DISABLE_PERSON = "disable_person"
    WRITE = "write"
    EDIT = "edit"
    SUBMIT = "submit"
    LISTEN = "listen"
    APPROVE = "approve"
    APPROVE_ALONE = "approve_alone"
    APPROVE_URGENT = "approve_urgent"
    SEND_BACK = "send_back"
    WITHDRAW = "withdraw"
    VOID_SOUND = "void_sound"
    PLACE = "place"
    UNPLACE = "unplace"
    SKIP_DAY = "skip_day"
    REORDER = "reorder"
    AIR_NOW = "air_now"
    AIR_URGENT = "air_urgent"
    CORRECT = "correct"
    WRONG_PASSWORD = "wrong_password"
    STOP = "stop"
    TEACH_WORD = "teach_word"
    FORGET_WORD = "forget_word"
    BRING_SOUND = "bring_sound"
    NAME_SOUND = "name_sound"
    REMOVE_SOUND = "remove_sound"
    BRING_BACK_SOUND = "bring_back_sound"
    CHOOSE_CHIME = "choose_chime"
    RENDER_AGAIN = "render_again"
    CANCEL_RENDER = "cancel_render"
    ADD_VOICE = "add_voice"
    REMOVE_VOICE = "remove_voice"
    PACK_MP3 = "pack_mp3"
    CHANGE_TEMPLATE = "change_template"
    ADD_CLIENT = "add_client"
    REVOKE_CLIENT = "revoke_client"
    CHANGE_ROLES = "change_roles"
    OPEN_PERSON = "open_person"
    RESET_PASSWORD = "reset_password"
    MOVE = "move"
    RESTORE = "restore"
    UNSKIP_DAY = "unskip_day"
    CHANGE_SETTINGS = "change_settings"
    TEST_SOUND = "test_sound"
    TRUST_CLOCK = "trust_clock"
    TAKE_BACKUP = "take_backup"
    TAKE_OUT = "take_out"
    FETCH_EXPORT = "fetch_export"
    THROW_AWAY = "throw_away"
    FILE_DIRECTIVE = "file_directive"
    CONFIRM_DIRECTIVE = "confirm_directive"
    BEGIN_CAMPAIGN = "begin_campaign"
    CHANGE_CAMPAIGN = "change_campaign"
    END_CAMPAIGN = "end_campaign"
    PLACE_ROTATION = "place_rotation"
    UNDO_ROTATION = "undo_rotation"
    SEND_REPORT = "send_report"
    OPEN_COLUMN = "open_column"
    CLOSE_COLUMN = "close_column"
    RESTORE_ROTATION = "restore_rotation"
    UNSEND_REPORT = "unsend_report"
    REOPEN_COLUMN = "reopen_column"
    RESTORE_TEMPLATE = "restore_template"
    PUT_ASIDE = "put_aside"
    TAKE_UP_AGAIN = "take_up_again"


@dataclass(frozen=True, slots=True)
class Activity:
    """One deed. `by_name` is "" where the station itself acted; `object` is "bulletin/<id>", "word/<id>" …"""

    at: datetime
    by_name: str
    verb: Verb
    object: str
    detail: str


def record(
    connection: Connection,
    station: str,
    by: Person | None,
    verb: Verb,
    thing: tuple[str, UUID],
    detail: str,
    at: datetime,
) -> None:
    """Write down the deed beside it."""
    kind, id = thing
    connection.execute(
        insert(activity).values(
            station=station,
            at=at,
            by=by.id if by else None,
            by_name=by.name if by else "",
            verb=verb.value,
            object=f"{kind}/{id}",
            detail=detail,
        )
    )


class ActivityVerbs(Line):
    """Reading back what people did, and writing down what they did outside the database."""

    def word_taught(self, written: str, said: str, by: Person, at: datetime) -> None:
        """The ward's dictionary, a file, now says `written` so."""
        self._word(Verb.TEACH_WORD, written, f"{written} → {said}", by, at)

    def word_forgotten(self, written: str, by: Person, at: datetime) -> None:
        """The ward's dictionary no longer has `written`."""
        self._word(Verb.FORGET_WORD, written, written, by, at)

    def template_changed(self, name: str, by: Person, at: datetime) -> None:
        """The reports' Word template, a file, is now the ward's own (`name`), or the shipped one again ("")."""
        with self._write() as connection:
            thing = ("template", uuid5(NAMESPACE_OID, "report"))
            record(connection, self.station, by, Verb.CHANGE_TEMPLATE, thing, name, at)

    def template_restored(self, name: str, by: Person, at: datetime) -> None:
        """The Word template `name` that was the ward's own before is in force again."""
        with self._write() as connection:
            thing = ("template", uuid5(NAMESPACE_OID, "report"))
            record(connection, self.station, by, Verb.RESTORE_TEMPLATE, thing, name, at)

    def _word(self, verb: Verb, written: str, detail: str, by: Person, at: datetime) -> None:
        with self._write() as connection:
            record(connection, self.station, by, verb, ("word", uuid5(NAMESPACE_OID, written)), detail, at)

    def settings_changed(self, keys: str, by: Person, at: datetime) -> None:
        """The settings file now says something else at these keys."""
        with self._write() as connection:
            thing = ("settings", uuid5(NAMESPACE_OID, "station.toml"))
            record(connection, self.station, by, Verb.CHANGE_SETTINGS, thing, keys, at)

    def activity(
        self,
        limit: int = 50,
        offset: int = 0,
        by: UUID | None = None,
        verbs: Iterable[Verb] = (),
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> list[Activity]:
        """The newest deeds first: of one person, of some kinds, from `since` to before `until`, where asked for."""
        wanted = select(activity).where(activity.c.station == self.station)
        if by is not None:
            wanted = wanted.where(activity.c.by == by)
        if kinds := [verb.value for verb in verbs]:
            wanted = wanted.where(activity.c.verb.in_(kinds))
        if since is not None:
            wanted = wanted.where(activity.c.at >= since)
        if until is not None:
            wanted = wanted.where(activity.c.at < until)
        with self._read() as connection:
            rows = connection.execute(wanted.order_by(activity.c.id.desc()).limit(limit).offset(offset)).all()
        return [Activity(row.at, row.by_name, Verb(row.verb), row.object, row.detail) for row in rows]
