"""Voice packs for Piper: a model, its description and its licence, checked, hashed and installed under one name.

Nothing here speaks: whoever installs a pack says how it is tried out. So the desk may list what is installed.
"""

import hashlib
import json
import re
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from broadcaster.errors import NotFound
from broadcaster.voices.pack_file import Files, PackFault, PackRefused, as_promised, opened

__all__ = ["Pack", "PackFault", "PackRefused", "add", "digest", "found", "installed", "remove"]

MODEL, CONFIG, LICENCE, CARD = "voice.onnx", "voice.onnx.json", "LICENCE.txt", "pack.json"
LARGEST = {MODEL: 400_000_000, CONFIG: 2_000_000, LICENCE: 1_000_000}
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
BLOCK = 1 << 20
TERMS = re.compile(r"licen[cs]e\s*:(.*)", re.IGNORECASE)
LICENCES = re.compile(r"(licen[cs]e|copying|model_card|giay-phep)[^/]*(\.(txt|md))?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pack:
    """An installed voice. `licence` is what its licence text says in one line, `language` what it says it speaks."""

    name: str
    folder: Path
    sha256: str
    rate: int
    language: str
    licence: str

    @property
    def model(self) -> Path:
        """The network."""
        return self.folder / MODEL

    @property
    def config(self) -> Path:
        """Its description."""
        return self.folder / CONFIG


def installed(folder: Path) -> list[Pack]:
    """Every installed voice by name."""
    packs = (found(folder, path.parent.name) for path in sorted(folder.glob(f"*/{CARD}")))
    return [pack for pack in packs if pack]


def found(folder: Path, name: str) -> Pack | None:
    """The voice of that name, if it is installed."""
    if not NAME.fullmatch(name):
        return None
    try:
        card = json.loads((folder / name / CARD).read_text(encoding="utf-8"))
        return Pack(**{**card, "name": name, "folder": folder / name})
    except (OSError, ValueError, TypeError):
        return None


def add(source: Path, folder: Path, name: str, try_out: Callable[[Path, str], object], sha256: str = "") -> Pack:
    """Install the pack in `source`, a folder or a zip; `try_out` is handed the staging folder and must hear it speak.

    `sha256` is what the file must have, if whoever gave it away said so. Raises PackRefused with what is wrong; then
    nothing was installed. A pack of the same name is replaced.
    """
    if name and not NAME.fullmatch(name):
        raise PackRefused(PackFault.NAME, f"{name!r} is not a name of small letters, digits and dashes")
    if sha256:
        as_promised(source, sha256)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".adding-", dir=folder) as staging:
        with opened(source) as files:
            name = name or _name_of(files)
            inside = Path(staging) / name
            inside.mkdir()
            _copy(files, inside)
        config = _config(inside / CONFIG)
        pack = Pack(
            name=name,
            folder=inside,
            sha256=digest(inside / MODEL, inside / CONFIG),
            rate=config["audio"]["sample_rate"],
            language=str(config.get("language", {}).get("code") or config["espeak"]["voice"]),
            licence=_terms(inside / LICENCE),
        )
        card = {key: value for key, value in asdict(pack).items() if key not in ("name", "folder")}
        (inside / CARD).write_text(json.dumps(card, ensure_ascii=False, indent=1), encoding="utf-8")
        try_out(Path(staging), name)
        if (folder / name).exists():
            shutil.rmtree(folder / name)
        inside.rename(folder / name)
    return Pack(**{**asdict(pack), "folder": folder / name})


def remove(folder: Path, name: str) -> None:
    """Take a voice away."""
    pack = found(folder, name)
    if pack is None:
        raise NotFound(f'no voice "{name}" is installed')
    shutil.rmtree(pack.folder)


def digest(*paths: Path) -> str:
    """One hash of all those files."""
    total = hashlib.sha256()
    for path in paths:
        with path.open("rb") as file:
            total.update(hashlib.file_digest(file, "sha256").digest())
    return total.hexdigest()


def _name_of(files: Files) -> str:
    """A name from the model's file name, in small letters, digits and dashes."""
    stem = PurePosixPath(_one(files, ".onnx", PackFault.NO_MODEL)).stem
    return re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-")[:40] or "giong"


def _one(files: Files, ending: str, fault: PackFault) -> str:
    names = [name for name in files if name.lower().endswith(ending)]
    if len(names) != 1:
        what = "model (.onnx)" if fault is PackFault.NO_MODEL else "description (.onnx.json)"
        raise PackRefused(fault, f"a voice pack holds exactly one {what}; this one holds {len(names)}")
    return names[0]


def _copy(files: Files, inside: Path) -> None:
    """The three files that matter, under our own names, none larger than it may be."""
    model = _one(files, ".onnx", PackFault.NO_MODEL)
    config = f"{model}.json" if f"{model}.json" in files else _one(files, ".json", PackFault.NO_DESCRIPTION)
    licences = sorted(name for name in files if LICENCES.search(PurePosixPath(name).name))
    if not licences:
        needed = "a voice pack needs its licence text (LICENSE, MODEL_CARD): who may use it, and how"
        raise PackRefused(PackFault.NO_LICENCE, needed)
    for name, ours in ((model, MODEL), (config, CONFIG), (licences[0], LICENCE)):
        left = LARGEST[ours]
        with files[name]() as given, (inside / ours).open("xb") as file:
            while block := given.read(min(BLOCK, left + 1)):
                left -= len(block)
                if left < 0:
                    what = f"{name}: is larger than {LARGEST[ours] // 1_000_000} MB"
                    raise PackRefused(PackFault.TOO_LARGE, what)
                file.write(block)


def _config(path: Path) -> dict[str, Any]:
    """The description, as far as it must be right."""
    try:
        config = json.loads(path.read_text(encoding="utf-8"))
        rate, symbols = config["audio"]["sample_rate"], config["phoneme_id_map"]
        good = isinstance(rate, int) and 8000 <= rate <= 48000 and isinstance(symbols, dict)
        if good and isinstance(config["espeak"]["voice"], str):
            return dict(config)
    except (ValueError, KeyError, TypeError, RecursionError):
        pass
    raise PackRefused(PackFault.NO_DESCRIPTION, "the description (.onnx.json) is not that of a Piper voice")


def _terms(path: Path) -> str:
    """The line that says under what terms the voice may be used: a model card's "License: …", else the first line."""
    text = path.read_text(encoding="utf-8", errors="replace")
    lines = ["".join(letter for letter in line if letter.isprintable()).strip(" #*-") for line in text.splitlines()]
    first = next((line for line in lines if line), "")
    if not first:
        raise PackRefused(PackFault.NO_LICENCE, "its licence text is empty")
    named = [found[1].strip(" *") for line in lines if (found := TERMS.match(line)) and found[1].strip(" *")]
    return (named[0] if named else first)[:120]
