"""A report of the store as a file: a book, CSV, a page to print, or Parquet for other programs."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from osago_xl.errors import AgencyError, InputError
from osago_xl.keeping.files import write as write_file

_FACE = "PTSans-Regular"
FORMATS = (".xlsx", ".csv", ".pdf", ".parquet")


def write(rows: Sequence[Mapping[str, Any]], file: Path) -> None:
    """Write the rows, whose keys are the header, into a new file of the kind its name ends in."""
    kind = file.suffix.lower()
    if kind not in FORMATS:
        raise InputError("Файл", file.name, f"Отчёт бывает в {', '.join(FORMATS)}, а не «{kind}».")
    if file.exists():
        raise AgencyError(f"Файл «{file.name}» уже есть и не тронут. Выберите другое имя.")
    write_file(file, _pdf(rows) if kind == ".pdf" else _frame(rows, kind))


def _frame(rows: Sequence[Mapping[str, Any]], kind: str) -> bytes:
    import pandas as pd

    content = io.BytesIO()
    frame = pd.DataFrame([{key: _number(value) for key, value in row.items()} for row in rows])
    try:
        if kind == ".xlsx":
            frame.to_excel(content, index=False)
        elif kind == ".csv":
            content.write(frame.to_csv(index=False, sep=";").encode("utf-8-sig"))
        else:
            frame.to_parquet(content, index=False)
    except ImportError:
        raise AgencyError("Для Parquet нужен пакет pyarrow: pip install osago-xl[scale].") from None
    return content.getvalue()


def _pdf(rows: Sequence[Mapping[str, Any]]) -> bytes:
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.platypus import SimpleDocTemplate, Table, TableStyle

    content = io.BytesIO()
    header = list(rows[0]) if rows else ["Агентов нет"]
    lines = [header, *(["" if value is None else str(value) for value in row.values()] for row in rows)]
    style = TableStyle([("FONT", (0, 0), (-1, -1), _font(), 8), ("LINEBELOW", (0, 0), (-1, -1), 0.3, "#808080")])
    SimpleDocTemplate(content, pagesize=landscape(A4), title="Агентство").build(
        [Table(lines, repeatRows=1, style=style)]
    )
    return content.getvalue()


def _font() -> str:
    """A font that knows Cyrillic letters."""
    from importlib.resources import as_file, files

    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    with as_file(files("osago_xl.documents.fonts").joinpath(f"{_FACE}.ttf")) as path:
        pdfmetrics.registerFont(TTFont(_FACE, str(path)))
    return _FACE


def _number(value: Any) -> Any:
    """Figures that other programs can count with."""
    return float(value) if isinstance(value, Decimal) else value
