"""Making: script + voice + chimes -> one sound file on the shelf, by a worker process of its own."""

from broadcaster.rendering.bulletin import Plan, Progress, engines_of, render
from broadcaster.rendering.files import render_script, say

__all__ = ["Plan", "Progress", "engines_of", "render", "render_script", "say"]
