"""Checks of Документы: consents, and files that are no longer where the link says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from osago_xl.books.base import Row
from osago_xl.checks.base import Placed, placed
from osago_xl.domain import consent
from osago_xl.domain.consent import Consent, Purpose
from osago_xl.work.unit import Work

_COLUMNS = {"consent.withdrawn": "withdrawn", "consent.until": "until", "consent.file": "file"}
_PURPOSES = frozenset(Purpose)


def check(work: Work) -> Iterator[Placed]:
    """All findings about papers."""
    for row in work.rows("tblDocs"):
        if row["kind"] in _PURPOSES and row["day"]:
            for finding in consent.check(_consent(row), work.today):
                yield placed("tblDocs", row, _COLUMNS.get(finding.rule, "day"), finding)
        if work.path and _is_missing(row["file"], work.path.parent):
            hint = "Верните файл на место или приложите скан заново."
            yield Placed("tblDocs", row, "file", "warning", "doc.file", f"файла «{row['file']}» нет", hint)


def _consent(row: Row) -> Consent:
    return Consent(row["client"], Purpose(row["kind"]), row["day"], row["until"], row["withdrawn"], row["file"])


def _is_missing(link: str, folder: Path) -> bool:
    """Whether a link leads to no file; links of the workbook are relative to it, and may be written on Windows."""
    return bool(link) and "://" not in link and not (folder / link.replace("\\", "/")).exists()
