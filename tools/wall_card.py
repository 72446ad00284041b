"""The card for the wall as one A4 page to print: docs/wall-card.vi.md -> docs/wall-card.vi.pdf

.venv/bin/python -m tools.wall_card [--out F.pdf]
"""

import argparse
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CARD = ROOT / "docs" / "wall-card.vi.md"
FONTS = ROOT / "broadcaster" / "reports" / "fonts"
HEAD = """
#set page(paper: "a4", margin: (x: 16mm, y: 13mm))
#set text(font: "Tinos", size: 16pt, lang: "vi")
#set par(leading: 0.55em)
#show heading.where(level: 1): it => align(center, block(below: 10pt, text(size: 20pt, it.body)))
#show heading.where(level: 2): it => block(above: 13pt, below: 7pt, width: 100%, fill: luma(235), inset: 5pt,
  text(size: 18pt, it.body))
"""


def page(markdown: str) -> str:
    """The card in typst's words: headings, lists, one table, bold, italic, code; nothing else is used on it."""
    out, cells, columns = [HEAD], [], 0
    for line in [*markdown.splitlines(), ""]:
        if line.startswith("|"):
            row = [one.strip() for one in line.strip("|").split("|")]
            columns = len(row)
            if not all(re.fullmatch(r"-*", one) for one in row) or not any(row):
                cells += row
            continue
        if cells:
            widths = ", ".join(["1.2fr"] + ["1.6fr"] * (columns - 1))
            inner = ", ".join(f"[{_words(one)} #v(1pt)]" for one in cells)
            out.append(f"#table(columns: ({widths}), inset: 5pt, {inner})")
            cells = []
        if found := re.match(r"(#+) (.*)", line):
            out.append(f"{'=' * len(found[1])} {_words(found[2])}")
        elif found := re.match(r"\d+\. (.*)", line):
            out.append(f"+ {_words(found[1])}")
        else:
            out.append(_words(line))
    return "\n".join(out)


def _words(text: str) -> str:
    """A line with its marks, and nothing in it that typst would take for an order."""
    text = re.sub(r"([\\#$@<>~\[\]])", r"\\\1", text)
    text = text.replace("//", "/\\/")
    text = re.sub(r"_{3,}", lambda found: f"#box(width: {len(found[0]) * 5}pt, stroke: (bottom: 0.5pt))", text)
    text = re.sub(r"`([^`]*)`", r"#raw(\"\1\")", text)
    text = re.sub(r"\*\*(.+?)\*\*", r"#strong[\1]", text)
    return re.sub(r"(?<![*\w])\*(?!\*)(.+?)\*(?!\*)", r"#emph[\1]", text)


def made() -> bytes:
    """The page as PDF."""
    import typst

    source = page(CARD.read_text(encoding="utf-8")).encode()
    pdf = typst.compile(source, font_paths=[str(FONTS)], ignore_system_fonts=True, timestamp=0)
    assert isinstance(pdf, bytes)
    return pdf


def main() -> int:
    """Write it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=CARD.with_suffix(".pdf"))
    out = parser.parse_args().out
    out.write_bytes(made())
    print(f"{out}: {out.stat().st_size // 1000} KB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
