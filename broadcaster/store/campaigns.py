"""Campaigns and what carries them out: rotations in the schedule, reports sent, columns."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, delete, insert, select, update

from broadcaster.campaign import Campaign, Column, Directive, Pick, Rotation, Sent
from broadcaster.errors import Conflict, NotFound, WrongState
from broadcaster.people import Person
from broadcaster.store.activity import Verb, record
from broadcaster.store.campaign_rows import campaign_columns, campaign_of, column_of, directive_head, rotation_of
from broadcaster.store.columns import readable
from broadcaster.store.connection import Line
from broadcaster.store.tables import bulletin, placement
from broadcaster.store.tables_campaigns import campaign, column, directive, report_sent, rotation, rotation_placement


class CampaignVerbs(Line):
    """The peak periods of the station."""

    def begin_campaign(self, wanted: Campaign, by: Person, at: datetime) -> Campaign:
        """A new campaign; its id, version and author are given here."""
        id = uuid4()
        with self._write() as connection:
            self._known_directives(connection, wanted)
            row = {"station": self.station, "version": 1, "by_name": by.name, "created": at, "ended_by": ""}
            connection.execute(insert(campaign).values(id=id, **row, **campaign_columns(wanted)))
            record(connection, self.station, by, Verb.BEGIN_CAMPAIGN, ("campaign", id), wanted.name, at)
            return self._campaign(connection, id)

    def change_campaign(self, wanted: Campaign, by: Person, at: datetime) -> Campaign:
        """Other terms; `wanted.version` is the one that was read."""
        with self._write() as connection:
            found = self._campaign(connection, wanted.id)
            if found.version != wanted.version:
                raise Conflict(f"campaign {wanted.id} is at version {found.version}, not {wanted.version}")
            if found.ended is not None:
                raise WrongState(f"campaign {wanted.id} has ended")
            self._known_directives(connection, wanted)
            row = {**campaign_columns(wanted), "version": wanted.version + 1}
            connection.execute(update(campaign).where(campaign.c.id == wanted.id).values(**row))
            record(connection, self.station, by, Verb.CHANGE_CAMPAIGN, ("campaign", wanted.id), wanted.name, at)
            return self._campaign(connection, wanted.id)

    def end_campaign(self, id: UUID, last: date, by: Person, at: datetime) -> Campaign:
        """Close it: what its rotations placed after the day `last` is taken off the schedule."""
        with self._write() as connection:
            found = self._campaign(connection, id)
            if found.ended is not None:
                raise WrongState(f"campaign {id} has ended")
            connection.execute(update(campaign).where(campaign.c.id == id).values(ended=at, ended_by=by.name))
            mine = select(rotation.c.id).where(rotation.c.campaign == id)
            placed = select(rotation_placement.c.placement).where(rotation_placement.c.rotation.in_(mine))
            coming = placement.c.id.in_(placed) & placement.c.removed.is_(None) & (placement.c.first > last)
            connection.execute(update(placement).where(coming).values(removed=at, removed_by=by.name))
            record(connection, self.station, by, Verb.END_CAMPAIGN, ("campaign", id), found.name, at)
            return self._campaign(connection, id)

    def campaign(self, id: UUID) -> Campaign:
        """The campaign of that id, or NotFound."""
        with self._read() as connection:
            return self._campaign(connection, id)

    def campaigns(self, until: date | None = None) -> list[Campaign]:
        """Those whose last day is `until` or later, or all; the latest last day first."""
        mine = campaign.c.station == self.station
        wanted = select(campaign).where(mine & (campaign.c.last >= until) if until else mine)
        with self._read() as connection:
            rows = connection.execute(wanted.order_by(campaign.c.last.desc(), campaign.c.created.desc())).all()
            known = self._directive_heads(connection)
        return readable(rows, lambda row: campaign_of(row, known))

    def place_rotation(self, id: UUID, picks: Sequence[Pick], by: Person, at: datetime) -> Rotation:
        """Put all of them into the schedule at once, as one thing that can be taken off again."""
        made = uuid4()
        with self._write() as connection:
            name = self._campaign(connection, id).name
            row = {"station": self.station, "campaign": id, "by_name": by.name, "at": at, "undone_by": ""}
            connection.execute(insert(rotation).values(id=made, **row))
            known = set(connection.scalars(select(bulletin.c.id).where(bulletin.c.station == self.station)))
            for number, pick in enumerate(picks):
                if pick.bulletin not in known:
                    raise NotFound(f"no bulletin {pick.bulletin} at station {self.station}")
                placed = uuid4()
                when = {"slot": pick.slot, "first": pick.day, "last": pick.day, "weekdays": "", "zones": ""}
                who = {"by": by.id, "by_name": by.name, "created": at, "removed_by": "", "position": number % 100}
                connection.execute(
                    insert(placement).values(id=placed, station=self.station, bulletin=pick.bulletin, **when, **who)
                )
                connection.execute(insert(rotation_placement).values(rotation=made, placement=placed))
            detail = f"{name} · {len(picks)}"
            record(connection, self.station, by, Verb.PLACE_ROTATION, ("rotation", made), detail, at)
            return self._rotations(connection, rotation.c.id == made)[0]

    def undo_rotation(self, id: UUID, by: Person, at: datetime) -> Rotation:
        """Take the whole rotation off the schedule again; what a person took off before stays as it was."""
        with self._write() as connection:
            found = self._rotation(connection, id)
            if found.undone is not None:
                raise WrongState(f"the rotation {id} was taken off already")
            connection.execute(update(rotation).where(rotation.c.id == id).values(undone=at, undone_by=by.name))
            placed = select(rotation_placement.c.placement).where(rotation_placement.c.rotation == id)
            live = placement.c.id.in_(placed) & placement.c.removed.is_(None)
            connection.execute(update(placement).where(live).values(removed=at, removed_by=by.name))
            detail = f"{self._campaign(connection, found.campaign).name} · {found.count}"
            record(connection, self.station, by, Verb.UNDO_ROTATION, ("rotation", id), detail, at)
            return self._rotation(connection, id)

    def restore_rotation(self, id: UUID, coming: Callable[[Pick], bool], by: Person, at: datetime) -> int:
        """Put back what came off with the rotation, if it is still `coming` and stands nowhere else by now; how many.

        WrongState where it was not taken off, its campaign has ended, or nothing of it is to come any more.
        """
        with self._write() as connection:
            found = self._rotation(connection, id)
            held = self._campaign(connection, found.campaign)
            back = self._comes_back(connection, found, coming) if found.undone and held.ended is None else []
            if not back:
                raise WrongState(f"nothing of the rotation {id} can be put back")
            for table, ids, none in ((placement, back, "removed"), (rotation, [id], "undone")):
                connection.execute(update(table).where(table.c.id.in_(ids)).values({none: None, f"{none}_by": ""}))
            detail = f"{held.name} · {len(back)}"
            record(connection, self.station, by, Verb.RESTORE_ROTATION, ("rotation", id), detail, at)
        return len(back)

    def rotation(self, id: UUID) -> Rotation:
        """The rotation of that id, or NotFound."""
        with self._read() as connection:
            return self._rotation(connection, id)

    def rotations(self, campaign_id: UUID) -> list[Rotation]:
        """What was placed for a campaign, the newest first."""
        with self._read() as connection:
            return self._rotations(connection, rotation.c.campaign == campaign_id)

    def report_sent(self, sent: Sent, by: Person, at: datetime) -> None:
        """The report due then has gone out; saying so twice is no new deed."""
        key = {"campaign": sent.campaign, "duty": sent.duty, "due": sent.due}
        with self._write() as connection:
            name = self._campaign(connection, sent.campaign).name
            same = [report_sent.c[field] == value for field, value in key.items()]
            if connection.execute(select(report_sent.c.at).where(*same)).first():
                return
            connection.execute(insert(report_sent).values(**key, by_name=by.name, at=at))
            record(connection, self.station, by, Verb.SEND_REPORT, ("campaign", sent.campaign), name, at)

    def report_not_sent(self, sent: Sent, by: Person, at: datetime) -> None:
        """It was marked by mistake: it is owed again; what is not marked is no new deed."""
        key = {"campaign": sent.campaign, "duty": sent.duty, "due": sent.due}
        with self._write() as connection:
            name = self._campaign(connection, sent.campaign).name
            same = [report_sent.c[field] == value for field, value in key.items()]
            if connection.execute(delete(report_sent).where(*same)).rowcount:
                record(connection, self.station, by, Verb.UNSEND_REPORT, ("campaign", sent.campaign), name, at)

    def reports_sent(self, campaign_id: UUID) -> list[Sent]:
        """What went out for a campaign, by when it was due."""
        wanted = select(report_sent).where(report_sent.c.campaign == campaign_id).order_by(report_sent.c.due)
        with self._read() as connection:
            self._campaign(connection, campaign_id)
            rows = connection.execute(wanted).all()
        return [Sent(row.campaign, row.duty, row.due, row.by_name, row.at) for row in rows]

    def open_column(self, wanted: Column, by: Person, at: datetime) -> Column:
        """A new column."""
        id = uuid4()
        told = {"name": wanted.name, "weekday": wanted.weekday, "slot": wanted.slot, "opening": wanted.opening}
        when = {"topic": wanted.topic.value, "first": wanted.first, "last": wanted.last}
        whose = {"by_name": by.name, "created": at, "removed_by": ""}
        with self._write() as connection:
            connection.execute(insert(column).values(id=id, station=self.station, **told, **when, **whose))
            record(connection, self.station, by, Verb.OPEN_COLUMN, ("column", id), wanted.name, at)
        return replace(wanted, id=id)

    def close_column(self, id: UUID, by: Person, at: datetime) -> str:
        """No longer, and its name; what was broadcast in it stays in the log."""
        mine = (column.c.id == id) & (column.c.station == self.station) & column.c.removed.is_(None)
        with self._write() as connection:
            name = connection.execute(select(column.c.name).where(mine)).scalar()
            if name is None:
                raise NotFound(f"no column {id} at station {self.station}")
            connection.execute(update(column).where(mine).values(removed=at, removed_by=by.name))
            record(connection, self.station, by, Verb.CLOSE_COLUMN, ("column", id), name, at)
        return str(name)

    def reopen_column(self, id: UUID, by: Person, at: datetime) -> str:
        """It stands again as it stood, and its name; what stands already is no new deed."""
        mine = (column.c.id == id) & (column.c.station == self.station)
        with self._write() as connection:
            name = connection.execute(select(column.c.name).where(mine)).scalar()
            if name is None:
                raise NotFound(f"no column {id} at station {self.station}")
            again = update(column).where(mine, column.c.removed.is_not(None)).values(removed=None, removed_by="")
            if connection.execute(again).rowcount:
                record(connection, self.station, by, Verb.REOPEN_COLUMN, ("column", id), name, at)
        return str(name)

    def columns(self) -> list[Column]:
        """The columns that stand, through the week."""
        wanted = select(column).where(column.c.station == self.station, column.c.removed.is_(None))
        with self._read() as connection:
            rows = connection.execute(wanted.order_by(column.c.weekday, column.c.slot, column.c.created)).all()
        return readable(rows, column_of)

    def _campaign(self, connection: Connection, id: UUID) -> Campaign:
        mine = (campaign.c.id == id) & (campaign.c.station == self.station)
        row = connection.execute(select(campaign).where(mine)).first()
        if row is None:
            raise NotFound(f"no campaign {id} at station {self.station}")
        return campaign_of(row, self._directive_heads(connection))

    def _directive_heads(self, connection: Connection) -> dict[str, Directive]:
        """The documents on file by id, as their confirmed findings name them."""
        asked = select(directive.c.id, directive.c.name, directive.c.confirmed).where(
            directive.c.station == self.station
        )
        return {str(id): directive_head(id, name, told) for id, name, told in connection.execute(asked)}

    def _known_directives(self, connection: Connection, wanted: Campaign) -> None:
        known = self._directive_heads(connection)
        for one in wanted.directives:
            if str(one.id) not in known:
                raise NotFound(f"no directive {one.id} at station {self.station}")

    def _rotation(self, connection: Connection, id: UUID) -> Rotation:
        found = self._rotations(connection, rotation.c.id == id)
        if not found:
            raise NotFound(f"no rotation {id} at station {self.station}")
        return found[0]

    def _comes_back(self, connection: Connection, found: Rotation, coming: Callable[[Pick], bool]) -> list[UUID]:
        """Which of its placements: those that went with it, not those a person had taken off one by one before."""
        asked = select(placement.c.id, placement.c.first, placement.c.slot, placement.c.bulletin)
        went = placement.c.id.in_(found.placements) & (placement.c.removed == found.undone)
        stands = asked.where(placement.c.station == self.station, placement.c.removed.is_(None))
        stands = stands.where(placement.c.first == placement.c.last)
        taken = {Pick(row.first, row.slot, row.bulletin) for row in connection.execute(stands)}
        picks = {row.id: Pick(row.first, row.slot, row.bulletin) for row in connection.execute(asked.where(went))}
        return [id for id, pick in picks.items() if pick not in taken and coming(pick)]

    def _rotations(self, connection: Connection, wanted: Any) -> list[Rotation]:
        asked = select(rotation).where(rotation.c.station == self.station, wanted)
        rows = connection.execute(asked.order_by(rotation.c.at.desc(), rotation.c.id)).all()
        return [rotation_of(row, self._placed(connection, row.id)) for row in rows]

    def _placed(self, connection: Connection, id: UUID) -> list[UUID]:
        asked = select(rotation_placement.c.placement).where(rotation_placement.c.rotation == id)
        return list(connection.scalars(asked))
