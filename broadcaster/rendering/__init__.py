"""Making: script + voice + chimes -> one sound file on the shelf, by a worker process of its own."""

from broadcaster.rendering.bulletin import Plan, Progress, engines_of, render, voices_for
from broadcaster.rendering.files import render_script, say
from broadcaster.rendering.recorded import render_recording
from broadcaster.rendering.relayed import render_relay

__all__ = [
    "Plan",
    "Progress",
    "engines_of",
    "render",
    "render_recording",
    "render_relay",
    "render_script",
    "say",
    "voices_for",
]
