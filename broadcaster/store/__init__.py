"""The station's memory: the only door to the database. Each verb is one transaction and speaks in the trade's words."""

from datetime import timedelta

from broadcaster.store.activity import Activity, ActivityVerbs, Verb
from broadcaster.store.approvals import ApprovalVerbs
from broadcaster.store.campaigns import CampaignVerbs
from broadcaster.store.choices import ChoiceVerbs
from broadcaster.store.chores import Chore, ChoreKind, ChoreVerbs, VoiceRest
from broadcaster.store.clients import ClientVerbs
from broadcaster.store.connection import PATIENCE, StoreUnusable, refusals
from broadcaster.store.copying import CopyingVerbs
from broadcaster.store.cutting import CuttingVerbs
from broadcaster.store.directives import DirectiveVerbs
from broadcaster.store.headings import Heading, HeadingVerbs
from broadcaster.store.jobs import JobState, JobVerbs, RenderJob
from broadcaster.store.migrate import upgrade
from broadcaster.store.orders import OrderVerbs, Stop
from broadcaster.store.people import PeopleVerbs
from broadcaster.store.playlog import PlayLogVerbs
from broadcaster.store.proof import ProofVerbs
from broadcaster.store.removals import RemovalVerbs
from broadcaster.store.searching import fold
from broadcaster.store.state import Beat, Fault, OnAir, StateVerbs
from broadcaster.store.taking_off import TakingOffVerbs
from broadcaster.store.trials import TrialVerbs
from broadcaster.store.urgent import Called, UrgentVerbs
from broadcaster.store.writing import SourceDocument, Unsaved, WritingVerbs

__all__ = [
    "Activity",
    "Beat",
    "Called",
    "Chore",
    "ChoreKind",
    "Fault",
    "Heading",
    "JobState",
    "OnAir",
    "RenderJob",
    "SourceDocument",
    "Stop",
    "Store",
    "StoreUnusable",
    "Unsaved",
    "Verb",
    "VoiceRest",
    "fold",
    "open_store",
]


class Store(
    PeopleVerbs,
    HeadingVerbs,
    UrgentVerbs,
    ApprovalVerbs,
    JobVerbs,
    TakingOffVerbs,
    OrderVerbs,
    PlayLogVerbs,
    ProofVerbs,
    CuttingVerbs,
    StateVerbs,
    ActivityVerbs,
    ChoreVerbs,
    RemovalVerbs,
    ChoiceVerbs,
    CopyingVerbs,
    ClientVerbs,
    TrialVerbs,
    DirectiveVerbs,
    CampaignVerbs,
    WritingVerbs,
):
    """One station's memory. Safe to share between threads; times come in as arguments, values go out frozen."""

    def migrate(self) -> None:
        """Bring the database to the tables of this program."""
        with refusals():
            upgrade(self._engine)


def open_store(url: str, station: str, patience: timedelta = PATIENCE) -> Store:
    """The station's memory, brought up to date; `patience` is how long a step may wait for another writer."""
    store = Store(url, station, patience)
    try:
        store.migrate()
    except BaseException:
        store.close()
        raise
    return store
