"""Making: script + voice + chimes -> one sound file on the shelf, by a worker process of its own."""

from broadcaster.rendering.bulletin import Plan, Progress, render, render_script, say

__all__ = ["Plan", "Progress", "render", "render_script", "say"]
