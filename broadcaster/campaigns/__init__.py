"""Carrying out campaigns: how each day stands, which bulletins to air when, which reports are due. Nothing is kept."""

from broadcaster.campaigns.comparison import Change, Comparison, comparison
from broadcaster.campaigns.deadlines import Deadline, Due, deadlines
from broadcaster.campaigns.rotation import Gap, Library, Proposal, Why, propose
from broadcaster.campaigns.standing import Foreseen, Grid, Standing, State, foreseen, grid, standing
from broadcaster.campaigns.terms import slots_for, terms

__all__ = [
    "Change",
    "Comparison",
    "Deadline",
    "Due",
    "Foreseen",
    "Gap",
    "Grid",
    "Library",
    "Proposal",
    "Standing",
    "State",
    "Why",
    "comparison",
    "deadlines",
    "foreseen",
    "grid",
    "propose",
    "slots_for",
    "standing",
    "terms",
]
