"""Computers with a planted defect: each breaks one promise on purpose, and the checker must name it."""

from dataclasses import replace
from datetime import timedelta

from broadcaster.air.daemon import Daemon
from broadcaster.airing import Outcome, Reason
from broadcaster.programme import programme
from broadcaster.simulation.machine import Machine


class Planted(Machine):
    """A machine whose daemon is made by `plant`."""

    def daemon_of(self, store, speakers, clock, ledger):
        return self.plant(super().daemon_of(store, speakers, clock, ledger))

    def plant(self, daemon):
        return daemon


class DeafToStop(Planted):
    """Goes on whatever a person calls."""

    def plant(self, daemon):
        daemon.playout.calls.stopped = lambda zone, since: None
        daemon.playout.ledger.stop_asked_since = lambda *asked: None
        daemon.playout.calls.look = _without_stops(daemon.playout.calls)
        return daemon


def _without_stops(calls):
    look = calls.look

    def looked():
        look()
        calls.stop = None

    return looked


class GuardSaysYes(Planted):
    """Its hour guard allows everything."""

    def plant(self, daemon):
        daemon.playout.refusal = lambda due, begin, length: None
        daemon.playout.unfit = lambda due: None
        daemon.playout.orders._why_not = lambda active, now, clock_is_wrong: None
        return daemon


class LosesRows(Machine):
    """Says that it has written an ending down, and now and then has not."""

    def ledger_of(self, store, clock):
        ledger = super().ledger_of(store, clock)
        write, count = ledger.end_airing, [0]

        def forgetful(id, **told):
            count[0] += 1
            if count[0] % 4:
                write(id, **told)

        ledger.end_airing = forgetful
        return ledger


class NeverSettles(Planted):
    """Forgets the slots that are over."""

    def plant(self, daemon):
        daemon._settle = lambda: None
        return daemon


class LeavesOpen(Planted):
    """A restart does not look at what the power cut interrupted."""

    def plant(self, daemon):
        daemon._settle_left = lambda: None
        return daemon


class NoLock(Machine):
    """Sounds without having begun in the log."""

    def ledger_of(self, store, clock):
        ledger = super().ledger_of(store, clock)
        ledger.begin_airing = lambda airing: True
        ledger.end_airing = lambda id, **told: None
        return ledger


class Flatterer(Machine):
    """Calls everything complete."""

    def ledger_of(self, store, clock):
        ledger = super().ledger_of(store, clock)
        write = ledger.end_airing

        def flattered(id, **told):
            write(id, **told | {"outcome": Outcome.COMPLETE, "reason": Reason.NONE})

        ledger.end_airing = flattered
        return ledger


class Repeater(Machine):
    """Forgets what it has said: every airing gets a new name, so the log lets it through."""

    def ledger_of(self, store, clock):
        ledger = super().ledger_of(store, clock)
        ledger.entries_of = lambda key: []
        return ledger

    def daemon_of(self, store, speakers, clock, ledger):
        daemon = super().daemon_of(store, speakers, clock, ledger)
        daemon.playout.book.of = lambda key: []
        attempts = [0]
        plan = daemon.playout._due

        def again(*asked):
            due = plan(*asked)
            attempts[0] += 1
            return replace(due, key=replace(due.key, attempt=attempts[0]))

        daemon.playout._due = again
        return daemon


class Upside(Planted):
    """Puts the ordinary before the urgent."""

    def plant(self, daemon):
        daemon.playout.urgent_in = lambda zone: None
        return daemon


class Late(Machine):
    """Begins three seconds late."""

    def daemon_of(self, store, speakers, clock, ledger):
        return super().daemon_of(store, _Late(speakers), clock, ledger)


class _Late:
    def __init__(self, speakers):
        self.speakers = speakers

    def play(self, cue, watch):
        return self.speakers.play(replace(cue, start=cue.start + timedelta(seconds=3)), watch)

    def devices(self):
        return self.speakers.devices()


class PlaysWithdrawn(Machine):
    """Does not ask whether anything is approved any more."""

    def ledger_of(self, store, clock):
        ledger = super().ledger_of(store, clock)
        ask, known = ledger.bulletin, {}

        def remembered(id):
            found = ask(id)
            if found.on_air_ready:
                known[id] = found
            return known.get(id, found)

        ledger.bulletin = remembered
        return ledger


class Backwards(Planted):
    """Reads its running order from the end."""

    def plant(self, daemon):
        plan = daemon.playout._from_slots

        def least_first(zone, now):
            due = plan(zone, now)
            if due is None:
                return None
            begun = {entry.bulletin for entry in daemon.playout.book.of(due.occurrence.key) if entry.zone == zone}
            order = programme(daemon.playout.ledger, daemon.playout.station, due.occurrence, now)
            last = [one for one in order.planned if zone in one.zones and one.bulletin.id not in begun][-1]
            return replace(due, bulletin=last.bulletin, key=replace(due.key, bulletin=last.bulletin.id))

        daemon.playout._from_slots = least_first
        return daemon


class TwoVoices(Planted):
    """Two announcers for one zone, who have not met."""

    def plant(self, daemon):
        other = Daemon(self.world.settings, daemon.store, daemon.speakers, daemon.clock, daemon.ledger)
        ledger, begin, count = daemon.ledger, daemon.ledger.begin_airing, [0]

        def never_the_same(airing):
            count[0] += 1
            return begin(replace(airing, key=replace(airing.key, attempt=count[0])))

        ledger.begin_airing = never_the_same
        announcers = daemon.playout.announcers
        announcers["again"] = other.playout.announcers["north"]
        return daemon


class Stumbles(Planted):
    """Falls over its own feet when something is due."""

    def plant(self, daemon):
        def stumble(zone, now):
            raise LookupError("over its own feet")

        daemon.playout._from_slots = stumble
        return daemon
