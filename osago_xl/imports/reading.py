"""Foreign files read row by row before anything is placed: who is who depends on all rows of all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from osago_xl.imports import doubts
from osago_xl.imports.contacts import put_right
from osago_xl.imports.empties import empty_placeholders
from osago_xl.imports.kinds import Layout, ShortList, header_rows
from osago_xl.imports.maps import Maps
from osago_xl.imports.model import FileReport, RawTable, SourceFile
from osago_xl.imports.recognising import Told, is_heading, recognise
from osago_xl.imports.record import Record, records
from osago_xl.imports.shapes.tables import tables
from osago_xl.imports.spreading import spread
from osago_xl.imports.target import Options, Target
from osago_xl.imports.understanding.traits import Known
from osago_xl.schema.columns import as_text
from osago_xl.schema.sheets.reference import INSURERS, SERVICES
from osago_xl.schema.sheets.technical import MAKES
from osago_xl.work.ui import Cancelled
from osago_xl.work.unit import Work


class Part(NamedTuple):
    """A table of a file: what it was taken for, and its rows in order."""

    table: RawTable
    layout: Layout | ShortList | None
    rows: list[Record | tuple[int, str]]


class Reading(NamedTuple):
    """A file read and not yet placed."""

    source: SourceFile
    target: Target
    parts: list[Part]

    def people(self) -> Iterator[Record]:
        """Rows that speak of a client."""
        for part in self.parts:
            if isinstance(part.layout, Layout) and part.layout.kind.name in ("clients", "policies"):
                yield from (row for row in part.rows if isinstance(row, Record))


class Reader:
    """Reads files with what this workbook and this agent know of their columns."""

    def __init__(self, work: Work, options: Options, maps: Maps | None) -> None:
        self.work = work
        self.options = options
        self.maps = maps
        self.known = known_names(work)

    def read(self, source: SourceFile) -> Reading:
        """All tables of a file with their rows."""
        target = Target(self.work, FileReport(source.path.name, source.origin), self.options)
        found = (table for sheet in source.sheets for table in tables(sheet, is_heading))
        return Reading(source, target, [self._part(target, table) for table in found])

    def _part(self, target: Target, table: RawTable) -> Part:
        layout = self._recognise(table)
        if not isinstance(layout, Layout):
            return Part(table, layout, [])
        rows = list(records(table, layout, target.report.remarks))
        for record in rows:
            if isinstance(record, Record):
                empty_placeholders(record)
                put_right(record)
                if layout.columns:
                    spread(record)
        return Part(table, layout, rows)

    def _recognise(self, sheet: RawTable) -> Layout | ShortList | None:
        """The table, after the agent was asked about what only he can tell; his answers are remembered."""
        told = Told(self.options.mapping or {}, self._remembered(sheet))
        layout = recognise(sheet, self.work.today, told, self.known)
        if layout is None and self.options.choose and (given := doubts.name_column(sheet, self.options.choose)):
            told = Told({**told.now, **given}, told.before)
            layout = recognise(sheet, self.work.today, told, self.known)
        if not isinstance(layout, Layout):
            return layout
        if self.options.choose and any(column.doubtful for column in layout.columns):
            answers = doubts.answers(self.work.schema, sheet, layout, self.options.choose)
            if answers is None:
                raise Cancelled
            told = Told({**told.now, **answers}, told.before)
            layout = recognise(sheet, self.work.today, told, self.known)
        if self.maps and told.now and isinstance(layout, Layout):
            self.maps.remember(layout.headers.values(), {**told.before, **told.now})
        return layout

    def _remembered(self, sheet: RawTable) -> Mapping[str, str]:
        """The mapping given once for a header of these words."""
        if not self.maps:
            return {}
        rows = (sheet.rows[at] for at in header_rows(sheet))
        return next((found for row in rows if (found := self.maps.recall(map(as_text, row)))), {})


def known_names(work: Work) -> Known:
    """Names of the workbook that tell what a column holds."""
    insurers = [row[key] for row in work.rows(INSURERS) for key in ("insurer", "full_name")]
    makes = [row["make"] for row in work.rows(MAKES)]
    return Known.of(insurers, makes, [row["service"] for row in work.rows(SERVICES)])
