"""How our reading of written Vietnamese compares with the public readers that install today.

usage: python tests/bench/reading.py [--compare] [--cases FILE.tsv ...] [--venv FOLDER]

Without --compare only our own reader is measured. With it a separate virtual environment is made and the other
readers are installed there; the product depends on none of them. Prints a table in Markdown.
"""

import argparse
import csv
import json
import subprocess
import sys
import tempfile
import time
import venv
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.broadcaster.vietnamese.spoken_forms import Case, matches  # noqa: E402 - found only with the line above

OWN = sorted((ROOT / "tests" / "broadcaster" / "vietnamese" / "cases").glob("*.tsv"))

# Each program reads a JSON list of lines and writes a JSON list of spoken lines.
_FRAME = """\
import json, sys
lines = json.load(sys.stdin)
out = []
{setup}
for line in lines:
    try:
        said = {say}
    except Exception:
        said = ""
    out.append(" ".join(str(said).split()))
print(chr(10) + json.dumps(out))
"""


@dataclass(frozen=True, slots=True)
class Reader:
    name: str
    version: str
    licence: str
    setup: str
    say: str


OTHERS = (
    Reader("sea-g2p", "0.10.0", "Apache-2.0", "from sea_g2p import Normalizer\nn = Normalizer()", "n.normalize(line)"),
    Reader(
        "g2p-hamster",
        "0.2.8",
        "Apache-2.0",
        "from g2p_hamster.t0.pipeline import normalize",
        "normalize(line)['read_string']",
    ),
    Reader(
        "vietnormalizer",
        "0.2.3",
        "MIT",
        "from vietnormalizer import VietnameseNormalizer\nn = VietnameseNormalizer()",
        "n.normalize(line)",
    ),
)


def cases_of(paths: list[Path]) -> list[Case]:
    found: list[Case] = []
    for path in paths:
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            next(rows)
            found += [Case(*row) for row in rows]
    return found


def ours(lines: list[str]) -> list[str]:
    from broadcaster.vietnamese import Dictionary, speakable

    dictionary = Dictionary.load(ROOT / "config" / "pronunciation.toml")
    return [" ".join(speakable(line, dictionary).spoken.split()) for line in lines]


def theirs(reader: Reader, python: Path, lines: list[str]) -> list[str]:
    program = _FRAME.format(setup=reader.setup, say=reader.say)
    run = subprocess.run(
        [str(python), "-c", program],
        input=json.dumps(lines),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    said: list[str] = json.loads(run.stdout.strip().splitlines()[-1])
    return said


def environment(folder: Path) -> Path:
    """A Python of their own, so that nothing of theirs comes into ours."""
    bin_folder = folder / ("Scripts" if sys.platform == "win32" else "bin")
    if not bin_folder.exists():
        venv.create(folder, with_pip=True)
    wanted = [f"{reader.name}=={reader.version}" for reader in OTHERS]
    subprocess.run([str(bin_folder / "python"), "-m", "pip", "install", "--quiet", *wanted], check=True)
    return bin_folder / "python"


def row(name: str, version: str, licence: str, cases: list[Case], said: list[str], took: float) -> str:
    right = Counter(case.category for case, spoken in zip(cases, said, strict=True) if matches(case.expected, spoken))
    total = sum(right.values())
    kinds = sorted({case.category for case in cases})
    of = Counter(case.category for case in cases)
    shares = " | ".join(f"{100 * right[kind] / of[kind]:.0f}" for kind in kinds)
    return f"| {name} | {version} | {licence} | {100 * total / len(cases):.1f} | {took:.2f} | {shares} |"


def table(cases: list[Case], python: Path | None) -> str:
    lines = [case.written for case in cases]
    kinds = sorted({case.category for case in cases})
    head = ["reader", "version", "licence", "exact %", "seconds", *kinds]
    out = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    began = time.perf_counter()
    said = ours(lines)
    out.append(row("broadcaster.vietnamese", "here", "Apache-2.0", cases, said, time.perf_counter() - began))
    for reader in OTHERS if python else ():
        began = time.perf_counter()
        said = theirs(reader, python, lines) if python else []
        out.append(row(reader.name, reader.version, reader.licence, cases, said, time.perf_counter() - began))
    return "\n".join(out)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--compare", action="store_true", help="install and measure the other readers too")
    parser.add_argument("--cases", nargs="+", type=Path, help="files of cases; our own by default")
    parser.add_argument("--venv", type=Path, default=Path(tempfile.gettempdir()) / "broadcaster-readers")
    given = parser.parse_args()
    python = environment(given.venv) if given.compare else None
    paths = given.cases or OWN
    cases = cases_of(paths)
    print(f"\n{len(cases)} cases: {', '.join(path.name for path in paths[:3])}{' …' if len(paths) > 3 else ''}\n")
    print(table(cases, python))
    return 0


if __name__ == "__main__":
    sys.exit(main())
