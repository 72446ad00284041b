"""The renderer's bell, rung after every deed that left something to make: no deed has to remember."""

from contextlib import suppress

from flask import Flask, Response, request

from broadcaster import bell
from broadcaster.errors import StoreBusy
from web.desk import desk
from web.recent import recent


def ring_for_work(app: Flask) -> None:
    """After each form that was taken, look for unfinished work; nobody looks again while nothing was written."""

    @app.after_request
    def ring(response: Response) -> Response:
        if request.method == "POST" and response.status_code < 400:
            here = desk()
            with suppress(StoreBusy):
                if recent(here, "work", here.store.work_since) is not None:
                    bell.ring(here.settings.data)
        return response
