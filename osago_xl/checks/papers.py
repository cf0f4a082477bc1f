"""Checks of Документы: consents, and files that are no longer where the link says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from osago_xl.books.base import Row
from osago_xl.checks.base import Placed, placed
from osago_xl.domain import consent
from osago_xl.domain.consent import Consent, Purpose
from osago_xl.schema.sheets.journals import DOCUMENTS
from osago_xl.work.unit import Work

_COLUMNS = {"consent.withdrawn": "withdrawn", "consent.until": "until", "consent.file": "file"}
_PURPOSES = frozenset(Purpose)


_APART_SINCE = date(2025, 9, 1)
"""Since this day a consent is a paper of its own, one for each purpose (156-ФЗ of 24.06.2025)."""


def check(work: Work) -> Iterator[Placed]:
    """All findings about papers."""
    yield from _joined(work)
    for row in work.rows(DOCUMENTS):
        if row["kind"] in _PURPOSES and row["day"]:
            for finding in consent.check(_consent(row), work.today):
                yield placed(DOCUMENTS.name, row, _COLUMNS.get(finding.rule, "day"), finding)
        if work.path and _is_missing(row["file"], work.path.parent):
            hint = "Верните файл на место или приложите скан заново."
            yield Placed(DOCUMENTS.name, row, "file", "warning", "doc.file", f"файла «{row['file']}» нет", hint)


def _joined(work: Work) -> Iterator[Placed]:
    """One signed file kept as two consents of a client."""
    seen: dict[tuple[str, str], str] = {}
    for row in work.rows(DOCUMENTS):
        if row["kind"] in _PURPOSES and row["file"] and row["day"] and row["day"] >= _APART_SINCE:
            first = seen.setdefault((row["client"], row["file"]), row["kind"])
            if first != row["kind"]:
                message = f"один файл и для «{first}», и для «{row['kind']}»: с 01.09.2025 согласия отдельные"
                yield Placed(DOCUMENTS.name, row, "file", "warning", "consent.apart", message, "Подпишите две бумаги.")


def _consent(row: Row) -> Consent:
    return Consent(row["client"], Purpose(row["kind"]), row["day"], row["until"], row["withdrawn"], row["file"])


def _is_missing(link: str, folder: Path) -> bool:
    """Whether a link leads to no file; links of the workbook are relative to it, and may be written on Windows."""
    return bool(link) and "://" not in link and not (folder / link.replace("\\", "/")).exists()
