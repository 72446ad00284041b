"""The desk for other PCs of the office: its address, who may come, and by what its certificate is recognised."""

from dataclasses import dataclass

from broadcaster.computer import certificate
from broadcaster.settings import Settings


@dataclass(frozen=True, slots=True)
class Neighbours:
    """`fingerprint` is SHA-256 in pairs, as browsers show it; "" where no certificate has been made yet."""

    address: str
    allowed: tuple[str, ...]
    fingerprint: str


def neighbours(settings: Settings) -> Neighbours | None:
    """None where the desk answers this PC alone."""
    lan = settings.office.lan
    if not lan.address:
        return None
    known = certificate.fingerprint(settings.data / certificate.FOLDER)
    everywhere = lan.address in ("0.0.0.0", "::")  # compared; nothing listens on it here  # nosec B104
    host = "…" if everywhere else f"[{lan.address}]" if ":" in lan.address else lan.address
    pairs = ":".join(known[at : at + 2] for at in range(0, len(known), 2))
    return Neighbours(f"https://{host}:{lan.port}", tuple(str(one) for one in lan.allow), pairs)
