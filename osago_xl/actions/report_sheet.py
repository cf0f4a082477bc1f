"""The sheet Отчёт as commands fill it: title, header, rows and totals as the agent reads them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from osago_xl.actions.work import Work

SHEET = "Отчёт"


def show_report(
    work: Work, title: str, header: Sequence[str], rows: Iterable[Sequence[object]], totals: Sequence[object] = ()
) -> None:
    """Replace the content of Отчёт; dates and money are written in the Russian way, whatever Windows speaks."""
    lines = [(title,), header, *rows]
    if totals:
        lines.append(totals)
    work.replace("tblReport", [_cells(line) for line in lines])


def _cells(line: Sequence[object]) -> dict[str, str]:
    from osago_xl.documents.printed import text_of

    return {f"c{number}": text_of(value) for number, value in enumerate(line, 1)}
