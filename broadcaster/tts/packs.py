"""Voice packs for Piper: a model, its description and its licence, checked, hashed and installed under one name."""

import hashlib
import json
import re
import shutil
import stat
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any

from broadcaster.errors import BadInput, NotFound

MODEL, CONFIG, LICENCE, CARD = "voice.onnx", "voice.onnx.json", "LICENCE.txt", "pack.json"
LARGEST = {MODEL: 400_000_000, CONFIG: 2_000_000, LICENCE: 1_000_000}
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
MOST_FILES = 200
BLOCK = 1 << 20
LICENCES = re.compile(r"(licen[cs]e|copying|model_card|giay-phep)[^/]*(\.(txt|md))?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pack:
    """An installed voice. `licence` is the first line of its licence text, `language` what it says it speaks."""

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


def add(source: Path, folder: Path, name: str, try_out: Callable[[Path, str], object]) -> Pack:
    """Install the pack in `source`, a folder or a zip; `try_out` is handed the staging folder and must hear it speak.

    Raises BadInput with what is wrong; then nothing was installed. A pack of the same name is replaced.
    """
    if name and not NAME.fullmatch(name):
        raise BadInput("name", f"{name!r} is not a name of small letters, digits and dashes")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".adding-", dir=folder) as staging:
        with _opened(source) as files:
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
            licence=_first_line(inside / LICENCE),
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


Files = dict[str, Callable[[], IO[bytes]]]


@contextmanager
def _opened(source: Path) -> Iterator[Files]:
    """The plain files of a folder or a zip by their paths inside it; anything that reaches outside is refused."""
    if source.is_dir():
        paths = [path for path in sorted(source.rglob("*"))[: MOST_FILES + 1] if not path.is_dir()]
        if any(path.is_symlink() or not path.is_file() for path in paths):
            raise BadInput("file", f"{source}: holds something else than plain files")
        _few_enough(source, len(paths))
        yield {path.relative_to(source).as_posix(): _opener(path) for path in paths}
        return
    try:
        with zipfile.ZipFile(source) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _few_enough(source, len(entries))
            for entry in entries:
                _inside(source, entry)
            yield {entry.filename: lambda entry=entry: archive.open(entry) for entry in entries}  # type: ignore[misc]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise BadInput("file", f"{source}: is neither a folder nor a readable zip ({error})") from error
    except OSError as error:
        raise BadInput("file", f"{source}: {error.strerror or error}") from error


def _opener(path: Path) -> Callable[[], IO[bytes]]:
    return lambda: path.open("rb")


def _few_enough(source: Path, count: int) -> None:
    if count > MOST_FILES:
        raise BadInput("file", f"{source}: holds more than {MOST_FILES} files")


def _inside(source: Path, entry: zipfile.ZipInfo) -> None:
    """Refuse a name that would be written elsewhere, and anything that is not a plain file."""
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in entry.filename:
        raise BadInput("file", f"{source}: holds a file that wants to stand elsewhere ({entry.filename!r})")
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind and kind != stat.S_IFREG:
        raise BadInput("file", f"{source}: holds something else than plain files ({entry.filename!r})")


def _name_of(files: Files) -> str:
    """A name from the model's file name, in small letters, digits and dashes."""
    stem = PurePosixPath(_one(files, ".onnx", "a model (.onnx)")).stem
    return re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-")[:40] or "giong"


def _one(files: Files, ending: str, what: str) -> str:
    names = [name for name in files if name.lower().endswith(ending)]
    if len(names) != 1:
        raise BadInput("file", f"a voice pack holds exactly one {what.removeprefix('a ')}; this one holds {len(names)}")
    return names[0]


def _copy(files: Files, inside: Path) -> None:
    """The three files that matter, under our own names, none larger than it may be."""
    model = _one(files, ".onnx", "a model (.onnx)")
    config = f"{model}.json" if f"{model}.json" in files else _one(files, ".json", "a description (.onnx.json)")
    licences = sorted(name for name in files if LICENCES.search(PurePosixPath(name).name))
    if not licences:
        raise BadInput("file", "a voice pack needs its licence text (LICENSE, MODEL_CARD): who may use it, and how")
    for name, ours in ((model, MODEL), (config, CONFIG), (licences[0], LICENCE)):
        left = LARGEST[ours]
        with files[name]() as given, (inside / ours).open("xb") as file:
            while block := given.read(min(BLOCK, left + 1)):
                left -= len(block)
                if left < 0:
                    raise BadInput("file", f"{name}: is larger than {LARGEST[ours] // 1_000_000} MB")
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
    raise BadInput("file", "the description (.onnx.json) is not that of a Piper voice")


def _first_line(path: Path) -> str:
    text = path.read_text(encoding="utf-8", errors="replace")
    lines = ["".join(letter for letter in line if letter.isprintable()).strip(" #*-") for line in text.splitlines()]
    first = next((line for line in lines if line), "")
    if not first:
        raise BadInput("file", "its licence text is empty")
    return first[:120]
