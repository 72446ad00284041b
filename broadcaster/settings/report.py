"""What stands around the figures of a report: who issues it, where, to whom, and who signs: [report]."""

from dataclasses import dataclass

from broadcaster.settings import reading as read
from broadcaster.settings.reading import TomlReading


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The fixed words of a report's layout (Nghị định 30/2020/NĐ-CP); `addressee` is the ward's own choice (R6)."""

    superior: str = ""
    issuer: str = ""
    place: str = ""
    addressee: str = ""
    recipients: tuple[str, ...] = ()
    signer: str = ""


def letterhead_of(file: TomlReading) -> Letterhead:
    """The table [report]; every key may be left out."""
    table = file.table("report")
    head = Letterhead(
        superior=file.take(table, "report", "superior", "", read.text),
        issuer=file.take(table, "report", "issuer", "", read.text),
        place=file.take(table, "report", "place", "", read.text),
        addressee=file.take(table, "report", "addressee", "", read.text),
        recipients=tuple(file.take(table, "report", "recipients", (), read.list_of(read.some_text))),
        signer=file.take(table, "report", "signer", "", read.text),
    )
    file.leftovers(table, "report")
    return head
