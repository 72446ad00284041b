"""The Word file of a report, filled into the shipped template or the ward's own, which anybody can edit in Word."""

import io
import re
import zipfile
from pathlib import Path
from typing import Any

from broadcaster.errors import BadInput
from broadcaster.reports.context import FIELDS

SHIPPED = Path(__file__).parent / "templates" / "report.docx"
LARGEST = 20_000_000
_ROW = frozenset({"row", "each", "loop"})


def docx(fields: dict[str, Any], template: Path | None = None) -> bytes:
    """The report as .docx; BadInput names the place where the ward's own template is broken."""
    from docxtpl import DocxTemplate
    from jinja2 import TemplateError
    from jinja2.sandbox import SandboxedEnvironment

    path = template or SHIPPED
    check_template(path)
    document = DocxTemplate(path)
    try:
        document.render(fields, SandboxedEnvironment(autoescape=True), autoescape=True)
    except TemplateError as error:
        raise _refused(path, error) from error
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def check_template(path: Path) -> None:
    """BadInput where the file is no Word file, where a tag is broken, or where it asks for a field there is not."""
    from docxtpl import DocxTemplate
    from jinja2 import TemplateError
    from jinja2.sandbox import SandboxedEnvironment

    _check_zip(path)
    try:
        document = DocxTemplate(path)
        asked = document.get_undeclared_template_variables(SandboxedEnvironment(autoescape=True))
    except TemplateError as error:
        raise _refused(path, error) from error
    except Exception as error:  # python-docx and lxml raise whatever the damage leads them to
        raise BadInput("template", f"{path.name}: cannot be read as a Word file ({type(error).__name__})") from error
    unknown = sorted(asked - FIELDS.keys() - _ROW)
    if unknown:
        raise BadInput("template", f"{path.name}: there is no field {', '.join(unknown)}; {_near(path, unknown[0])}")


def _check_zip(path: Path) -> None:
    """A .docx is a zip: bounded before anything unpacks it."""
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(part.file_size for part in archive.infolist()) > LARGEST:
                raise BadInput("template", f"{path.name}: unpacks to more than {LARGEST // 1_000_000} MB")
            archive.getinfo("word/document.xml")
    except (OSError, zipfile.BadZipFile, KeyError) as error:
        raise BadInput("template", f"{path.name}: is no Word file (.docx)") from error


def _refused(path: Path, error: Exception) -> BadInput:
    """What is wrong with the template, and beside which words it stands."""
    beside = _beside(path)
    return BadInput("template", f"{path.name}: {error}" + (f"; it stands in “{beside}”" if beside else ""))


def _beside(path: Path) -> str:
    """The first paragraph whose own tags cannot be read, or else the last one that opens a block."""
    from jinja2 import Environment, TemplateError

    opened = ""
    for text in _paragraphs(path):
        if "{" not in text:
            continue
        plain = re.sub(r"\{%(?:p|tr|tc|r)\s", "{% ", text)
        blocks = re.findall(r"\{%\s*(\w+)", plain)
        opened = text if blocks and not blocks[-1].startswith("end") else opened
        try:
            Environment(autoescape=True).parse(re.sub(r"\{%.*?%\}", "", plain))
        except TemplateError:
            return text[:120]
    return opened[:120]


def _near(path: Path, name: str) -> str:
    """The paragraph that asks for `name`."""
    found = next((text for text in _paragraphs(path) if name in text), "")
    return f"it stands in “{found[:120]}”" if found else "look through its header and footer"


def _paragraphs(path: Path) -> list[str]:
    """The texts of all paragraphs, those in tables too."""
    from docx import Document

    document = Document(str(path))
    paragraphs = [*document.paragraphs]
    for table in document.tables:
        paragraphs += [paragraph for row in table.rows for cell in row.cells for paragraph in cell.paragraphs]
    return [one.text for one in paragraphs]
