"""The edge-tts program: a process apart that asks Microsoft's voices for one sentence at a time.

It stands alone, like every engine's program. What edge-tts leaves open is settled here: a connection that closes
before the service said that it was done is an error, an answer has a largest size.
Started as: python serving.py edge_worker.py [SERVER]   (SERVER, ws://…, stands in for Microsoft's own)
"""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import aiohttp
import edge_tts
import edge_tts.communicate
from edge_tts.exceptions import NoAudioReceived

LARGEST = 5_000_000
CONNECT_SECONDS = 5
READ_SECONDS = 8
TOO_MANY = 429


class Refused(Exception):
    """The answer cannot be used."""


def speak(request: dict[str, Any]) -> bytes:
    """The MP3 of one sentence."""
    return asyncio.run(fetched(request))


async def fetched(request: dict[str, Any]) -> bytes:
    """Everything the service sends until it says that it is done."""
    voice = edge_tts.Communicate(
        request["text"],
        request["voice"],
        rate=request["rate"],
        connect_timeout=CONNECT_SECONDS,
        receive_timeout=READ_SECONDS,
    )
    sound = bytearray()
    async for chunk in voice.stream():
        if chunk["type"] == "audio":
            sound += chunk["data"]
        if len(sound) > LARGEST:
            raise Refused(f"answered with more than {LARGEST} bytes")
    if voice.state["cumulative_audio_bytes"] != len(sound):  # counted only when the service ended its turn
        raise Refused("closed the connection before the end of the sentence")
    return bytes(sound)


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """Do one request; whatever goes wrong is an answer too."""
    try:
        Path(request["out"]).write_bytes(speak(request))
        return {}
    except Refused as error:
        return {"error": str(error), "again": True}
    except NoAudioReceived:
        return {"error": "answered without a sound", "again": True}
    except ValueError as error:  # a voice or a rate that cannot be
        return {"error": str(error), "again": False}
    except aiohttp.ClientResponseError as error:
        again = error.status >= 500 or error.status in (403, 408, TOO_MANY)  # 403: this PC's clock may be wrong
        return {"error": f"answered {error.status} {error.message}"[:300], "again": again}
    except Exception as error:  # edge-tts, aiohttp and json have families of their own
        return {"error": f"broke off: {type(error).__name__}: {error}"[:300], "again": True}


def answering(server: str = "") -> Callable[[dict[str, Any]], dict[str, Any]]:
    """What serves: see serving."""
    if server:
        vars(edge_tts.communicate)["WSS_URL"] = f"{server}/?"
    return answer
