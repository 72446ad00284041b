"""Style, scripts and pictures go over the line packed: an old phone on a ward's network loads the desk at once."""

import gzip
from functools import lru_cache

from flask import Flask, Response, request

KINDS = frozenset({"text/css", "text/javascript", "application/javascript", "image/svg+xml"})
LEAST = 1_000
"""Bytes below which packing gains nothing."""


def install(app: Flask) -> None:
    """Pack the static files that pack well, each once; fonts and sounds are packed already."""

    @app.after_request
    def pack(response: Response) -> Response:
        if request.endpoint != "static" or response.mimetype not in KINDS:
            return response
        response.headers.add("Vary", "Accept-Encoding")
        ready = response.status_code == 200 and "Range" not in request.headers
        if ready and request.method == "GET" and request.accept_encodings["gzip"]:
            response.direct_passthrough = False
            body = response.get_data()
            if len(body) >= LEAST:
                response.set_data(_packed(body))
                response.headers["Content-Encoding"] = "gzip"
        return response


@lru_cache(maxsize=64)
def _packed(body: bytes) -> bytes:
    return gzip.compress(body, 9, mtime=0)
