"""A backup that only the holder of its passphrase can read: AES-256-GCM in chunks, the key by scrypt.

The file: MAGIC, 16 bytes of salt, then chunks. A chunk is 4 bytes of length and the sealed bytes; its nonce is its
running number with a last byte that marks the final chunk, so that chunks cannot be cut off, swapped or repeated
(the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015).

What is sealed goes through memory alone: a USB stick keeps for a long time what was deleted from it.
"""

import os
import shutil
import struct
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
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


class Sealing:
    """A stream that seals what is written to it; without `close` the file lacks its end and cannot be opened."""

    def __init__(self, out: IO[bytes], passphrase: str) -> None:
        salt = os.urandom(_SALT)
        self._out = out
        self._cipher = _cipher(passphrase, salt)
        self._waiting = bytearray()
        self._number = 0
        out.write(MAGIC + salt)

    def write(self, data: bytes) -> int:
        """Take more of it."""
        self._waiting += data
        while len(self._waiting) > CHUNK:  # a chunk is written when it is known that another follows
            self._put(bytes(self._waiting[:CHUNK]), last=False)
            del self._waiting[:CHUNK]
        return len(data)

    def flush(self) -> None:
        """Nothing goes out before its chunk is whole."""

    def close(self) -> None:
        """Write the last chunk, which says that it is the last."""
        self._put(bytes(self._waiting), last=True)
        self._waiting.clear()

    def _put(self, chunk: bytes, last: bool) -> None:
        closed = self._cipher.encrypt(_nonce(self._number, last), chunk, MAGIC)
        self._out.write(struct.pack(">I", len(closed)) + closed)
        self._number += 1

    def __enter__(self) -> "Sealing":
        return self

    def __exit__(self, kind: type[BaseException] | None, _: BaseException | None, trace: TracebackType | None) -> None:
        if kind is None:
            self.close()


class Unsealing:
    """A stream that reads what was sealed; BackupBroken for a wrong passphrase, and for what was changed or cut."""

    def __init__(self, path: Path, source: IO[bytes], passphrase: str) -> None:
        if source.read(len(MAGIC)) != MAGIC:
            raise BackupBroken(f"{path.name} is no sealed backup")
        self._pieces = _opened(path, source, _cipher(passphrase, source.read(_SALT)))
        self._waiting = bytearray()

    def read(self, size: int = -1) -> bytes:
        """So many bytes, fewer at the end; all that are left for a negative size."""
        while size < 0 or len(self._waiting) < size:
            piece = next(self._pieces, None)
            if piece is None:
                break
            self._waiting += piece
        end = len(self._waiting) if size < 0 else size
        found = bytes(self._waiting[:end])
        del self._waiting[:end]
        return found


def seal(plain: Path, sealed: Path, passphrase: str) -> None:
    """Write `sealed` from `plain`."""
    with plain.open("rb") as source, sealed.open("wb") as out:
        with Sealing(out, passphrase) as through:
            shutil.copyfileobj(source, through, CHUNK)
        out.flush()
        os.fsync(out.fileno())


def unseal(sealed: Path, plain: Path, passphrase: str) -> None:
    """Write `plain` from `sealed`; BackupBroken for a wrong passphrase and for a file that was changed or cut."""
    with sealed.open("rb") as source, plain.open("wb") as out:
        shutil.copyfileobj(Unsealing(sealed, source, passphrase), out, CHUNK)


def _cipher(passphrase: str, salt: bytes) -> "AESGCM":
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    key = Scrypt(salt=salt, length=32, n=_COST, r=8, p=1).derive(passphrase.encode())
    return AESGCM(key)


def _nonce(number: int, last: bool) -> bytes:
    return struct.pack(">QxxxB", number, last)


def _opened(path: Path, source: IO[bytes], cipher: "AESGCM") -> Iterator[bytes]:
    """The chunks in the clear; at the end of the file the last one must have been there."""
    from cryptography.exceptions import InvalidTag

    last = False
    for number, closed in enumerate(_sealed_chunks(source, path)):
        if last:
            raise BackupBroken(f"{path.name} goes on after its end")
        for last in (False, True):
            try:
                opened = cipher.decrypt(_nonce(number, last), closed, MAGIC)
            except InvalidTag:
                if last:
                    raise BackupBroken(f"{path.name}: the passphrase is wrong, or the file was changed") from None
            else:
                yield opened
                break
    if not last:
        raise BackupBroken(f"{path.name} was cut off")


def _sealed_chunks(source: IO[bytes], path: Path) -> Iterator[bytes]:
    while head := source.read(4):
        length = struct.unpack(">I", head)[0] if len(head) == 4 else 0
        closed = source.read(length) if _TAG <= length <= CHUNK + _TAG else b""
        if len(closed) != length or not length:
            raise BackupBroken(f"{path.name} was cut off or changed")
        yield closed
