"""Bring the desk's assets into the repository: `python tools/vendor.py` copies what is needed out of npm packages.

Nothing is fetched at run time; what lies in web/static/vendor is what a browser gets. CHECKSUMS names every file.
"""

import hashlib
import shutil
import subprocess
import tarfile
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

VENDOR = Path(__file__).resolve().parent.parent / "web" / "static" / "vendor"

PACKAGES = {
    "htmx.org@4.0.1": {"dist/htmx.min.js": "htmx.min.js", "LICENSE": "licences/htmx.txt"},
    "bootstrap@5.3.9": {"dist/css/bootstrap.min.css": "bootstrap.min.css", "LICENSE": "licences/bootstrap.txt"},
    "bootstrap-icons@1.13.2": {"LICENSE": "licences/bootstrap-icons.txt"},
    "wavesurfer.js@8.0.1": {"dist/wavesurfer.min.js": "wavesurfer.min.js", "LICENSE": "licences/wavesurfer.txt"},
    "@fontsource/be-vietnam-pro@5.3.0": {
        **{
            f"files/be-vietnam-pro-{subset}-{weight}-normal.woff2": f"fonts/be-vietnam-pro-{subset}-{weight}.woff2"
            for subset in ("vietnamese", "latin")
            for weight in (400, 600, 700)
        },
        "LICENSE": "licences/be-vietnam-pro.txt",
    },
    "@fontsource/source-sans-3@5.3.1": {
        **{
            f"files/source-sans-3-latin-{weight}-normal.woff2": f"fonts/source-sans-3-latin-{weight}.woff2"
            for weight in (400, 600, 700)
        },
        "LICENSE": "licences/source-sans-3.txt",
    },
}

ICONS = (
    "arrow-counterclockwise",
    "arrow-left",
    "arrow-right",
    "broadcast",
    "box-arrow-right",
    "calendar-week",
    "calendar-x",
    "check-circle-fill",
    "check-lg",
    "chevron-left",
    "chevron-right",
    "clock",
    "dash-circle",
    "download",
    "ear",
    "exclamation-octagon-fill",
    "exclamation-triangle-fill",
    "file-earmark-text",
    "headphones",
    "hourglass-split",
    "info-circle",
    "journal-text",
    "megaphone",
    "mic",
    "moon-stars",
    "music-note-beamed",
    "pause-circle",
    "pencil",
    "people",
    "play-fill",
    "plus-lg",
    "question-circle",
    "search",
    "send",
    "shield-check",
    "soundwave",
    "slash-circle",
    "stop-fill",
    "upload",
    "volume-mute",
    "x-circle-fill",
    "x-lg",
)

SVG = "http://www.w3.org/2000/svg"


def unpack(package: str, folder: Path) -> Path:
    """Fetch one npm package with the ordinary client and unpack it; answers the folder of its files."""
    folder.mkdir(parents=True)
    done = subprocess.run(
        ["npm", "pack", "--silent", package], cwd=folder, check=True, capture_output=True, text=True, timeout=120
    )
    with tarfile.open(folder / done.stdout.split()[-1]) as archive:
        archive.extractall(folder, filter="data")
    return folder / "package"


def sprite(icons: Path, out: Path) -> None:
    """One SVG that holds the few icons in use, so that a page asks for one file."""
    ET.register_namespace("", SVG)
    root = ET.Element(f"{{{SVG}}}svg")
    for name in ICONS:
        icon = ET.parse(icons / f"{name}.svg").getroot()
        symbol = ET.SubElement(root, f"{{{SVG}}}symbol", {"id": name, "viewBox": icon.attrib["viewBox"]})
        symbol.extend(list(icon))
    out.write_bytes(ET.tostring(root, encoding="utf-8") + b"\n")


def copy_text(source: Path, target: Path) -> None:
    """Copy a file; source maps stay behind, so their comment goes too."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.suffix in (".js", ".css"):
        lines = source.read_text("utf-8").splitlines()
        kept = [line for line in lines if "sourceMappingURL=" not in line]
        target.write_text("\n".join(kept) + "\n", "utf-8")
    else:
        shutil.copyfile(source, target)


def write_checksums() -> None:
    """CHECKSUMS in the format of sha256sum, for `sha256sum -c` and for the tests."""
    files = sorted(path for path in VENDOR.rglob("*") if path.is_file() and path.name != "CHECKSUMS")
    sums = ((hashlib.sha256(path.read_bytes()).hexdigest(), path.relative_to(VENDOR).as_posix()) for path in files)
    (VENDOR / "CHECKSUMS").write_text("".join(f"{digest}  {name}\n" for digest, name in sums), "utf-8")


def main() -> None:
    """Fetch everything anew; whatever lay there before goes."""
    shutil.rmtree(VENDOR, ignore_errors=True)
    with tempfile.TemporaryDirectory() as scratch:
        for number, (package, files) in enumerate(PACKAGES.items()):
            folder = unpack(package, Path(scratch) / str(number))
            for source, target in files.items():
                copy_text(folder / source, VENDOR / target)
            if package.startswith("bootstrap-icons"):
                sprite(folder / "icons", VENDOR / "icons.svg")
            print(f"{package}: {len(files)} files")
    write_checksums()


if __name__ == "__main__":
    main()
