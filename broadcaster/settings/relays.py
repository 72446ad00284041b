"""The network streams that may be passed on (tiếp âm): the tables [[relays]], an allow-list."""

from urllib.parse import urlsplit

from broadcaster.settings import reading as read
from broadcaster.settings.reading import TomlReading
from broadcaster.station import Relay


def relays_of(file: TomlReading) -> tuple[Relay, ...]:
    """Every stream of the list; nothing else is ever fetched while on air."""
    relays: list[Relay] = []
    for index, table in enumerate(file.tables_of("relays")):
        at = f"relays[{index}]"
        relay = Relay(
            id=file.take(table, at, "id", f"relay-{index}", read.identifier, required=True),
            name=file.take(table, at, "name", "", read.some_text, required=True),
            url=file.take(table, at, "url", "", stream_address, required=True),
        )
        if relay.id in {other.id for other in relays}:
            file.fault(at, "id", f'"{relay.id}" stands twice')
        file.leftovers(table, at)
        relays.append(relay)
    return tuple(relays)


def stream_address(value: object) -> str:
    """The address of a stream itself: http or https, a host, and no playlist."""
    address = read.some_text(value)
    url = urlsplit(address)
    fit = url.scheme in ("http", "https") and bool(url.hostname) and address.isascii() and " " not in address
    if not fit or url.username is not None:
        raise ValueError('must be an address such as "https://host/stream"')
    if url.path.lower().endswith((".m3u", ".m3u8", ".pls", ".xspf", ".asx")):
        raise ValueError("is a playlist; name the stream that it points to")
    return address
