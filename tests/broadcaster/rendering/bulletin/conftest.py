"""A ward with two voices, and a bulletin that was made a sound there."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from broadcaster import rendering
from broadcaster.bulletin import Rendition
from broadcaster.settings import Settings
from tests.broadcaster.rendering.bulletin.two_voices import BEST, PLAIN, bulletin
from tests.fakes.voice import ToneVoice


@pytest.fixture
def ward(ward: Settings) -> Settings:
    """The better voice comes first, the plain one steps in."""
    return replace(ward, voices=(BEST, PLAIN))


@pytest.fixture
def engines() -> Mapping[str, ToneVoice]:
    """Both of them, in good health."""
    return {"best": ToneVoice("best"), "plain": ToneVoice("plain")}


@pytest.fixture
def made(ward: Settings, engines: Mapping[str, ToneVoice]) -> Rendition:
    """The bulletin of the tests, as a sound on the ward's shelf."""
    return rendering.render(bulletin(), ward, engines, ward.rendered)
