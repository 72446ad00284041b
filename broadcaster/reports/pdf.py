"""The PDF of a report and of the log book: tagged, with its fonts inside, made by Typst from our templates."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


def pdf(template: str, fields: dict[str, Any], made: datetime) -> bytes:
    """The document `template` ("report" or "logbook") filled with `fields`; `made` is written into it as its date."""
    import typst

    document: bytes = typst.compile(
        HERE / "templates" / f"{template}.typ",
        root=HERE,
        font_paths=[HERE / "fonts"],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(fields, ensure_ascii=False)},
        timestamp=int(made.timestamp()),
    )
    return document
