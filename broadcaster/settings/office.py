"""The station in an office: other PCs of the network, a monitor's figures, whom to tell when it falls silent."""

from dataclasses import dataclass
from datetime import timedelta
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from pathlib import Path
from typing import Any

from broadcaster.settings import reading as read
from broadcaster.settings.reading import TomlReading

Network = IPv4Network | IPv6Network
LOOPBACK = ("127.0.0.1", "::1", "localhost")


@dataclass(frozen=True, slots=True)
class Lan:
    """The desk for other PCs, over TLS: on which address of this PC ("" for not at all), and who may come."""

    address: str = ""
    port: int = 8443
    allow: tuple[Network, ...] = ()

    def admits(self, address: str) -> bool:
        """Whether this PC of the network may reach the desk."""
        try:
            came = ip_address(address.partition("%")[0])
        except ValueError:
            return False
        came = getattr(came, "ipv4_mapped", None) or came
        return any(came.version == network.version and came in network for network in self.allow)


@dataclass(frozen=True, slots=True)
class Watch:
    """Whom to tell when the station has given no sign of life for `after`; an empty address tells nobody.

    `url` gets a POST when it falls silent and when it is back; `heartbeat` a GET every five minutes while all is well,
    for a service that raises the alarm when the whole PC is gone; `mail` gets a letter through `server`.
    """

    url: str = ""
    heartbeat: str = ""
    mail: tuple[str, ...] = ()
    server: str = ""
    sender: str = ""
    user: str = ""
    password: Path | None = None
    after: timedelta = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Office:
    """All of it. `metrics` is the port on loopback where a monitor reads figures, 0 for none."""

    lan: Lan = Lan()
    metrics: int = 0
    watch: Watch = Watch()


def office_of(file: TomlReading) -> Office:
    """The tables [lan], [metrics] and [watch]; each may be missing."""
    metrics = file.table("metrics")
    port = file.take(metrics, "metrics", "port", 0, read.whole(0, 65535))
    file.leftovers(metrics, "metrics")
    return Office(_lan(file), port, _watch(file))


def closed(file: TomlReading, host: str, plain: bool) -> None:
    """The desk without TLS answers this PC alone, unless the settings say in so many words that it may be read."""
    if host not in LOOPBACK and not plain:
        file.fault(
            "desk",
            "host",
            f'"{host}" would carry passwords over the network for all to read: use [lan], or say plain_http = true',
        )


def _lan(file: TomlReading) -> Lan:
    table = file.table("lan")
    lan = Lan(
        address=file.take(table, "lan", "address", "", _own_address),
        port=file.take(table, "lan", "port", 8443, read.whole(1, 65535)),
        allow=file.take(table, "lan", "allow", (), read.list_of(_network)),
    )
    if lan.address and not lan.allow:
        file.fault("lan", "allow", 'must name the networks that may come, such as ["192.168.1.0/24"]')
    file.leftovers(table, "lan")
    return lan


def _own_address(value: Any) -> str:
    """A name would have to be looked up before the door opens, and may mean another PC by then."""
    address = read.text(value)
    try:
        return str(ip_address(address)) if address else ""
    except ValueError as why:
        raise ValueError('must be an IP address of this PC such as "192.168.1.20"') from why


def _network(value: Any) -> Network:
    try:
        return ip_network(read.some_text(value))
    except ValueError as why:
        raise ValueError('must be a network such as "192.168.1.0/24"') from why


def _watch(file: TomlReading) -> Watch:
    table = file.table("watch")
    password = file.take(table, "watch", "password_file", "", read.text)
    watch = Watch(
        url=file.take(table, "watch", "url", "", _address),
        heartbeat=file.take(table, "watch", "heartbeat", "", _address),
        mail=tuple(file.take(table, "watch", "mail_to", (), read.list_of(read.some_text))),
        server=file.take(table, "watch", "mail_server", "", read.text),
        sender=file.take(table, "watch", "mail_from", "", read.text),
        user=file.take(table, "watch", "mail_user", "", read.text),
        password=Path(password).expanduser() if password else None,
        after=timedelta(minutes=file.take(table, "watch", "after_minutes", 15, read.whole(2, 1440))),
    )
    if watch.mail and not (watch.server and watch.sender):
        file.fault("watch", "mail_to", "needs mail_server and mail_from too")
    file.leftovers(table, "watch")
    return watch


def _address(value: Any) -> str:
    address = read.text(value)
    if address and not address.startswith(("http://", "https://")):
        raise ValueError('must be an address such as "https://host/path"')
    return address
