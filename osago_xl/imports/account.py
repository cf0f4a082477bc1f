"""The account of an import for the agent: sentences for the screen, and the sheet Отчёт with the fate of every row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from osago_xl.desk.report_sheet import explained
from osago_xl.domain.words import Forms, plural
from osago_xl.imports.model import OUTCOMES, RUSSIAN, FileReport, Remark
from osago_xl.schema.tables import WorkbookSchema
from osago_xl.values.text import sentence
from osago_xl.work.ui import Report

REPORT_HEADER = ("Файл", "Лист файла", "Строка", "Что стало", "Лист книги", "Ключ", "Пояснение")
_SHOWN = 3
"""So many remarks of one kind are quoted; the rest is counted."""

_ROWS: Forms = ("строка", "строки", "строк")
_WORDS = {"added": "добавлено", "merged": "объединено", "skipped": "пропущено", "refused": "отклонено"}


def summary(schema: WorkbookSchema, reports: Sequence[FileReport]) -> Report:
    """What the agent reads, and the list of objects of the machine contract as `data`."""
    details = [line for report in reports for line in _file_lines(schema, report)]
    rows, added = (sum(r.counts()[o] for r in reports for o in which) for which in (OUTCOMES, OUTCOMES[:1]))
    remarks = sum(len(report.remarks) for report in reports)
    text = f"Импорт: файлов {len(reports)}, строк {rows}, добавлено {added}, замечаний {remarks}."
    return Report(text, details, data=[report.to_json() for report in reports])


def _file_lines(schema: WorkbookSchema, report: FileReport) -> Iterator[str]:
    counts = report.counts()
    outcomes = ", ".join(f"{_WORDS[outcome]} {counts[outcome]}" for outcome in OUTCOMES)
    yield f"{report.file} ({report.origin}): строк {counts.total()}: {outcomes}"
    for name, own in report.tables().items():
        if name:
            shown = ", ".join(f"{_WORDS[outcome]} {own[outcome]}" for outcome in OUTCOMES if own[outcome])
            yield f"  {schema.sheet_of[name].title}: {shown}"
    yield from (f"  столбец {line}" for line in report.mapping)
    for _, group in groupby(sorted(report.remarks, key=lambda r: r.kind), key=lambda r: r.kind):
        yield from _remark_lines(list(group))


def _remark_lines(remarks: Sequence[Remark]) -> Iterator[str]:
    for remark in remarks[:_SHOWN]:
        column = f", «{remark.column}»" if remark.column else ""
        yield f"  {remark.sheet}, строка {remark.row}{column}: {remark.message}"
    if len(remarks) > _SHOWN:
        yield f"  … и ещё таких замечаний: {len(remarks) - _SHOWN}"


def gathered(remarks: Sequence[Remark]) -> list[Remark]:
    """One remark for many rows that say the same, with their number; it stands at the first of them."""
    rows: dict[Remark, list[int]] = {}
    for remark in remarks:
        rows.setdefault(remark._replace(row=0) if remark.kind not in OUTCOMES else remark, []).append(remark.row)
    return [_of_rows(remark, found) for remark, found in rows.items()]


def _of_rows(remark: Remark, rows: Sequence[int]) -> Remark:
    if len(rows) <= _SHOWN:
        first = ", ".join(map(str, rows[1:]))
        message = f"{remark.message} Так же в строках: {first}." if first else remark.message
        return remark._replace(row=rows[0], message=message)
    shown = ", ".join(map(str, rows[1 : _SHOWN + 1]))
    count = f"{len(rows)} {plural(len(rows), _ROWS)}"
    return remark._replace(row=rows[0], message=f"{remark.message} Всего {count}, дальше {shown} …")


def report_rows(schema: WorkbookSchema, reports: Sequence[FileReport]) -> Iterator[tuple[object, ...]]:
    """Under `REPORT_HEADER`: each input row with all that was remarked about it, long remarks on lines of their own."""
    for report in reports:
        said: dict[tuple[str, int], list[str]] = {}
        for remark in report.remarks:
            if remark.kind not in OUTCOMES:
                said.setdefault((remark.sheet, remark.row), []).append(remark.message)
        for fate in report.fates:
            sheet = schema.sheet_of[fate.table].title if fate.table else ""
            told = _told(fate.why, said.get((fate.sheet, fate.row), []))
            cells = (report.file, fate.sheet, fate.row, RUSSIAN[fate.outcome], sheet, fate.key)
            yield from explained(cells, told)


def _told(why: str, remarks: Sequence[str]) -> str:
    """Why a row ended as it did, unless a remark says it, then the remarks."""
    said = any(sentence(why) in remark for remark in remarks)
    return " ".join([*([] if said or not why else [f"{sentence(why)}."]), *remarks])


def totals(reports: Sequence[FileReport]) -> str:
    """One line for the question before writing."""
    counts = sum((report.counts() for report in reports), Counter())
    return ", ".join(f"{_WORDS[outcome]} {counts[outcome]}" for outcome in OUTCOMES)
