"""Documents made for the tests: a letter in Word as offices lay it out, and pages in PDF."""

import io
import zipfile
from pathlib import Path


def word(text: str) -> bytes:
    """A .docx with one paragraph a line; lines with bars become a table."""
    import docx

    document = docx.Document()
    rows: list[list[str]] = []
    for line in [*text.split("\n"), ""]:
        if line.strip().startswith("|"):
            rows.append([cell.strip() for cell in line.strip().strip("|").split("|")])
            continue
        if rows:
            table = document.add_table(len(rows), len(rows[0]))
            for row, cells in zip(table.rows, rows, strict=True):
                for cell, words in zip(row.cells, cells, strict=True):
                    cell.text = words
            rows = []
        document.add_paragraph(line)
    return _saved(document)


def letter(left: list[str], right: list[str], body: list[tuple[str, str]]) -> bytes:
    """A .docx with its head in a table of two columns and its body in (style, words)."""
    import docx

    document = docx.Document()
    head = document.add_table(1, 2)
    for cell, lines in zip(head.rows[0].cells, (left, right), strict=True):
        cell.text = "\n".join(lines[:1])
        for line in lines[1:]:
            cell.add_paragraph(line)
    for style, words in body:
        document.add_paragraph(words, style=style or None)
    return _saved(document)


def _saved(document: object) -> bytes:
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def pdf(text: str, folder: Path) -> bytes:
    """The text as pages, each line a line."""
    import typst

    source = folder / "page.typ"
    lines = "\n".join(f"#text({_quoted(line)}) \\\n" if line.strip() else "\n" for line in text.split("\n"))
    source.write_text(f'#set page(paper: "a4")\n#set text(size: 9pt, lang: "vi")\n{lines}', encoding="utf-8")
    return typst.compile(str(source))


def _quoted(line: str) -> str:
    return '"' + line.replace("\\", "\\\\").replace('"', '\\"') + '"'


def blank_pdf(password: str = "") -> bytes:
    """Pages without text, as a scanner makes them."""
    import pypdf

    writer = pypdf.PdfWriter()
    for _ in range(3):
        writer.add_blank_page(595, 842)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


def bomb() -> bytes:
    """A .docx whose one part unpacks to 200 MB."""
    held = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(word("Chào")), "r") as whole,
        zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for entry in whole.infolist():
            if entry.filename == "word/document.xml":
                with made.open(entry.filename, "w", force_zip64=True) as part:
                    for _ in range(200):
                        part.write(b" " * 1_000_000)
            else:
                made.writestr(entry, whole.read(entry))
    return held.getvalue()
