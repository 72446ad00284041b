"""A document taken in: Word, PDF or text, made plain text in NFC, with the hash of the file as it was brought.

Word and PDF files are opened in a process apart, with little memory and time and without network; a hostile file can
only break that.
"""

import hashlib
import json
import re
import subprocess
import sys
import tempfile
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from broadcaster.directives.refusals import DocumentError, Refusal
from broadcaster.vietnamese.legacy import encoding_of, modernised

LARGEST = 20_000_000
LONGEST = 2_000_000  # letters
PATIENCE = 30
PROGRAM = Path(__file__).with_name("document_worker.py")
KINDS = ("docx", "pdf", "txt")
_WHY = {
    "too-large": "holds more than a document may",
    "broken": "is damaged or is no document of its kind",
    "locked": "is locked with a password; save it without one",
    "scan": "holds pictures of pages and no text; ask for the text, or type it in",
}
_DROPPED = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]")
_BREAKS = re.compile("\r\n?|\x0c|\x85|\u2028|\u2029")


@dataclass(frozen=True, slots=True)
class Document:
    """`text` in NFC with "\\n" between lines; `sha256` of the file as it was brought.

    `kind` is docx, pdf, txt or paste; `legacy` the old encoding it was typed in (tcvn3, vni), or "".
    """

    name: str
    kind: str
    text: str
    sha256: str
    legacy: str = ""

    def line_of(self, offset: int) -> int:
        """The line, from 1, that holds the character at `offset`."""
        return 1 + self.text.count("\n", 0, offset)

    def paragraph_of(self, offset: int) -> int:
        """The paragraph, from 1, that holds the character at `offset`; empty lines are none."""
        starts = [found.start() for found in re.finditer(r"(?m)^.*\S", self.text)]
        return max(1, bisect_right(starts, offset))


def take_in(source: Path | bytes, name: str = "") -> Document:
    """Take in the document `source`, called `name` by whoever brought it.

    Raises DocumentError, with a code, for everything that cannot be taken.
    """
    shown = _shown(name or (source.name if isinstance(source, Path) else ""))
    content = _content(source, shown)
    kind = _kind(content, shown)
    text = _decoded(content, shown) if kind == "txt" else _opened(content, kind, shown)
    return _document(text, shown, kind, hashlib.sha256(content).hexdigest())


def pasted(text: str, name: str = "") -> Document:
    """A text that was pasted; its hash is that of its UTF-8."""
    raw = text.encode("utf-8", "replace")
    return _document(raw.decode("utf-8"), _shown(name or "text"), "paste", hashlib.sha256(raw).hexdigest())


def _document(text: str, shown: str, kind: str, digest: str) -> Document:
    legacy = encoding_of(text) or ""
    modern = modernised(text) if legacy else text
    plain = unicodedata.normalize("NFC", _DROPPED.sub("", _BREAKS.sub("\n", modern)))
    if not any(map(str.isalnum, plain)):
        raise DocumentError(Refusal.EMPTY, shown, "holds no text")
    if len(plain) > LONGEST:
        raise DocumentError(Refusal.TOO_LARGE, shown, f"is longer than {LONGEST:,} letters")
    return Document(shown, kind, plain, digest, legacy if modern != text else "")


def _shown(name: str) -> str:
    """The bare name for messages; nothing is ever written under it."""
    bare = PurePosixPath(name.replace("\\", "/")).name
    return "".join(letter if letter.isprintable() else "?" for letter in bare)[:120] or "the document"


def _content(source: Path | bytes, shown: str) -> bytes:
    if isinstance(source, bytes):
        content = source
    else:
        try:
            if source.is_file() and source.stat().st_size > LARGEST:
                raise DocumentError(Refusal.TOO_LARGE, shown, f"is larger than {LARGEST // 1_000_000} MB")
            content = source.read_bytes()
        except OSError as error:
            raise DocumentError(Refusal.UNREADABLE, shown, f"cannot be read ({error.strerror})") from error
    if len(content) > LARGEST:
        raise DocumentError(Refusal.TOO_LARGE, shown, f"is larger than {LARGEST // 1_000_000} MB")
    if not content.strip():
        raise DocumentError(Refusal.EMPTY, shown, "is empty")
    return content


def _kind(content: bytes, shown: str) -> str:
    """What it is by its first bytes and its name; the two must agree."""
    ending = shown.rpartition(".")[2].lower() if "." in shown else "txt"
    if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise DocumentError(Refusal.OLD_WORD, shown, "is an old Word document; save it as .docx")
    if ending == "doc":
        raise DocumentError(Refusal.OLD_WORD, shown, "is not called docx, pdf or txt; save it as .docx")
    if ending not in KINDS:
        raise DocumentError(Refusal.UNKNOWN_KIND, shown, "is not called docx, pdf or txt")
    inside = "docx" if content[:4] == b"PK\x03\x04" else "pdf" if b"%PDF-" in content[:1024] else "txt"
    if inside != ending:
        code = Refusal.NOT_TEXT if ending == "txt" else Refusal.BROKEN
        raise DocumentError(code, shown, f"is called {ending} and is none")
    return ending


def _decoded(content: bytes, shown: str) -> str:
    """The text of a .txt file: Unicode in its usual forms, else the one byte a letter of the nineties."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    half = len(content[:4000]) // 2
    for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if half > 8 and content[:4000][start::2].count(0) > half * 0.4:
            text = content.decode(encoding, "replace")
            written = sum(one.isalnum() or one.isspace() for one in text[:2000])
            if written > len(text[:2000]) * 0.6:
                return text
    if content[:8000].count(0):
        raise DocumentError(Refusal.NOT_TEXT, shown, "is called txt and is no text")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _one_byte(content, shown)


def _one_byte(content: bytes, shown: str) -> str:
    for encoding in ("cp1252", "latin-1"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding_of(text):
            return text
    windows = unicodedata.normalize("NFC", content.decode("cp1258", "replace"))
    letters = sum(map(str.isalpha, windows))
    if (
        "\ufffd" not in windows
        and letters > len(windows) / 2
        and any(letter in windows for letter in "ạảấầậệếềịọốồộớờụủứừ")
    ):
        return windows
    raise DocumentError(Refusal.NOT_TEXT, shown, "is not UTF-8, UTF-16, TCVN3, VNI or Windows-1258 text")


def _opened(content: bytes, kind: str, shown: str) -> str:
    """Let the program apart open it, at most so long."""
    with tempfile.TemporaryDirectory(prefix="document") as folder:
        given = Path(folder, f"given.{kind}")
        given.write_bytes(content)
        command = [sys.executable, "-I", str(PROGRAM), str(given), kind]
        try:
            done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=PATIENCE, check=False)
            answer = json.loads(done.stdout)
        except subprocess.TimeoutExpired:
            raise DocumentError(Refusal.TOO_SLOW, shown, f"was not read within {PATIENCE} s") from None
        except ValueError:
            raise DocumentError(Refusal.BROKEN, shown, "cannot be read (its reader broke down)") from None
    if "refused" in answer:
        code = Refusal(answer["refused"])
        raise DocumentError(code, shown, _WHY[code])
    return str(answer["text"])
