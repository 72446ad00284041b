"""A backup that only the holder of its passphrase can read: AES-256-GCM in chunks, the key by scrypt.

The file: MAGIC, 16 bytes of salt, then chunks. A chunk is 4 bytes of length and the sealed bytes; its nonce is its
running number with a last byte that marks the final chunk, so that chunks cannot be cut off, swapped or repeated
(the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015).
"""

import os
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING

from broadcaster.errors import BackupBroken

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MAGIC = b"LOAPHUONG-BACKUP-1\n"
CHUNK = 1 << 20
_SALT = 16
_TAG = 16
_COST = 1 << 15
"""scrypt's N with r=8, p=1: 32 MB and about a tenth of a second on an office PC."""


def is_sealed(path: Path) -> bool:
    """Whether the file needs a passphrase."""
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def seal(plain: Path, sealed: Path, passphrase: str) -> None:
    """Write `sealed` from `plain`."""
    salt = os.urandom(_SALT)
    cipher = _cipher(passphrase, salt)
    with plain.open("rb") as source, sealed.open("wb") as out:
        out.write(MAGIC + salt)
        for number, (chunk, last) in enumerate(_chunks(source)):
            closed = cipher.encrypt(_nonce(number, last), chunk, MAGIC)
            out.write(struct.pack(">I", len(closed)) + closed)
        out.flush()
        os.fsync(out.fileno())


def unseal(sealed: Path, plain: Path, passphrase: str) -> None:
    """Write `plain` from `sealed`; BackupBroken for a wrong passphrase and for a file that was changed or cut."""
    from cryptography.exceptions import InvalidTag

    with sealed.open("rb") as source, plain.open("wb") as out:
        if source.read(len(MAGIC)) != MAGIC:
            raise BackupBroken(f"{sealed.name} is no sealed backup")
        cipher = _cipher(passphrase, source.read(_SALT))
        last = False
        for number, closed in enumerate(_sealed_chunks(source, sealed)):
            if last:
                raise BackupBroken(f"{sealed.name} goes on after its end")
            for last in (False, True):
                try:
                    out.write(cipher.decrypt(_nonce(number, last), closed, MAGIC))
                    break
                except InvalidTag:
                    if last:
                        raise BackupBroken(f"{sealed.name}: the passphrase is wrong, or the file was changed") from None
        if not last:
            raise BackupBroken(f"{sealed.name} was cut off")


def _cipher(passphrase: str, salt: bytes) -> "AESGCM":
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    key = Scrypt(salt=salt, length=32, n=_COST, r=8, p=1).derive(passphrase.encode())
    return AESGCM(key)


def _nonce(number: int, last: bool) -> bytes:
    return struct.pack(">QxxxB", number, last)


def _chunks(source: IO[bytes]) -> Iterator[tuple[bytes, bool]]:
    """The file in pieces, each with whether it is the last; an empty file is one empty piece."""
    chunk = source.read(CHUNK)
    while True:
        following = source.read(CHUNK)
        yield chunk, not following
        if not following:
            return
        chunk = following


def _sealed_chunks(source: IO[bytes], path: Path) -> Iterator[bytes]:
    while head := source.read(4):
        length = struct.unpack(">I", head)[0] if len(head) == 4 else 0
        closed = source.read(length) if _TAG <= length <= CHUNK + _TAG else b""
        if len(closed) != length or not length:
            raise BackupBroken(f"{path.name} was cut off or changed")
        yield closed
