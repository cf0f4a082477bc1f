"""All changes of one command carried into the parts of a workbook file."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from datetime import date

from osago_xl.books.areas import Moves
from osago_xl.books.base import Changes, FormValues, Row
from osago_xl.books.cells import Cells
from osago_xl.books.columns import PAGE
from osago_xl.books.contents import Contents, compute, compute_form, shown
from osago_xl.books.depends import Dependencies, all_nodes, node, reads
from osago_xl.books.form_cells import FormCells
from osago_xl.books.links import with_links
from osago_xl.books.notes import move_notes
from osago_xl.books.overlay import Overlay
from osago_xl.books.package import Package
from osago_xl.books.parts import add_strings, drop_calc_chain
from osago_xl.books.places import WORKBOOK, Places
from osago_xl.books.plan import Plan, is_blank, plan
from osago_xl.books.ranges_xml import move_names, move_ranges, move_table, set_bottom
from osago_xl.books.reach import Reach, Source
from osago_xl.books.sheet_parts import open_sheet, write_sheet
from osago_xl.books.sheet_xml import SheetXml, read_cell, recomputed, used_strings
from osago_xl.books.strings import PART as STRINGS
from osago_xl.books.table_patch import TablePatch
from osago_xl.schema.sheets.settings import SETTINGS
from osago_xl.schema.tables import LEAD_TIP, Counter, Form, Table, WorkbookSchema

_FEW = 4
"""A change that touches more than one in so many rows of a table begins with reading all of them."""

Stored = list[tuple[Row, int, dict[str, object]]]
"""Kept rows as they will be, with their place now and what their formulas show now."""


class Patch:
    """Works on `package`, which is the caller's to throw away when anything fails. `source` is what it holds now."""

    def __init__(self, schema: WorkbookSchema, package: Package, places: Places, source: Source) -> None:
        self._schema, self._package, self._places, self._source = schema, package, places, source
        self._cells = Cells.of(package)
        self._plans: dict[str, Plan] = {}
        self._kept: dict[str, Stored] = {}
        self._dependencies = Dependencies(schema)

    def apply(self, changes: Changes, today: date, stale_before: Iterable[str]) -> bytes:
        """The file with the changes; what depends on them, or was stale before, shows new results."""
        for name, change in changes.tables.items():
            height = self._places.tables[name].height
            self._plans[name] = plan(change, height, self._used(change.table, height))
        changed = {*changes.forms, *self._changed_nodes(), *self._changed_settings()}
        self._stale = self._dependencies.stale(changed | set(stale_before))
        self._reach = Reach(self._schema, self._source, dict(self._plans), self._stale)
        self._contents = Contents(self._schema, self._rows, self._compute)
        self._facts = self._contents.facts_on(today)
        self._compute_tables()
        for title in self._places.sheets:
            self._patch_sheet(title)
        for prefix, sheet in self._schema.forms.items():
            if sheet.form and prefix in self._stale:
                self._patch_form(sheet.form, changes.forms.get(prefix, {}))
        if changes.forget:
            self._cells.strings.keep_only(self._used_strings())
        self._finish()
        return self._package.to_bytes()

    def _changed_nodes(self) -> set[str]:
        """Columns that get new values; all of them where rows come or go."""
        nodes: set[str] = set()
        for name, change in self._plans.items():
            keys = {key for values in (*change.updated.values(), *change.restored.values()) for key in values}
            nodes |= {node(name, change.table.by_key[key].header) for key in keys}
            nodes |= all_nodes(change.table) if change.moves_rows or change.whole else set()
        return nodes

    def _changed_settings(self) -> set[str]:
        """Names of the settings that get a new value."""
        change = self._plans.get(SETTINGS.name)
        if change is None:
            return set()
        touched = {*change.updated, *change.whole, *change.deleted}
        old = self._source.rows_at(change.table, touched)
        return {str(row["name"]) for row in (*change.new_rows, *old)}

    def _used(self, table: Table, height: int) -> int:
        """Rows up to the last one with content; it is looked for from below."""
        for end in range(height, 0, -PAGE):
            rows = self._source.rows_at(table, set(range(max(end - PAGE, 0), end)))
            if rows:
                return rows[-1].at + 1
        return 0

    def _rows(self, table: Table) -> Sequence[Row]:
        """The rows of a table as they will be, and a note of the results that formulas within reach show now."""
        places = self._reach.places(table)
        change = self._plans.get(table.name, Plan(table))
        gone = {*change.deleted, *change.whole}
        height = self._places.tables[table.name].height
        if places is not None and _FEW * (len(places) + len(gone)) + len(change.new_rows) > height:
            places = None
        rows = self._source.rows(table) if places is None else self._source.rows_at(table, places)
        rows = [row for row in rows if row.at not in gone]
        self._kept[table.name] = [(row, row.at, _results(table, row)) for row in rows]
        reached = {row.at for row in rows} | gone
        for row in rows:
            values = change.updated.get(row.at, {})
            row.update({key: value for key, value in values.items() if not table.by_key[key].formula})
            row.at = change.place(row.at)
        new = change.settle(height)
        near = sorted(rows + [row for row in new if not is_blank(table, row)], key=lambda row: row.at)
        return near if places is None else Overlay(table, self._source, change, reached, near)

    def _compute(self, table: Table, rows: Sequence[Row]) -> None:
        """Formulas of the changed rows, and in all rows within reach those that read something stale elsewhere."""
        everywhere = self._dependencies.touched_by_others(table, self._stale)
        change = self._plans.get(table.name, Plan(table))
        kept = [row for row, at, _ in self._kept[table.name] if at in change.updated or at in change.restored]
        changed = kept + change.new_rows
        compute(everywhere, rows.near if isinstance(rows, Overlay) else rows, lambda: self._facts)
        compute(table.computed, changed, lambda: self._facts)

    def _compute_tables(self) -> None:
        """Note what the formulas of kept rows show now and did not show before."""
        for name, table in self._schema.tables.items():
            if name not in self._plans and not self._dependencies.touched_by_others(table, self._stale):
                continue
            change = self._plans.setdefault(name, Plan(table))
            self._contents.fill(name)
            for row, at, before in self._kept[name]:
                new = {
                    key: value
                    for key, value in _results(table, row).items()
                    if value != before[key] or key in change.restored.get(at, ())
                }
                if new:
                    change.cached[at] = new

    def _patch_sheet(self, title: str) -> None:
        """The tables that stand there now, wherever they were when the workbook was made, and their counters."""
        here = [name for name, place in self._places.tables.items() if place.sheet == title]
        plans = [self._plans[name] for name in here if self._plans.get(name)]
        declared = {sheet.title: sheet for name in here if (sheet := self._schema.sheet_of.get(name))}
        counters = [each for sheet in declared.values() for each in sheet.counters if self._is_stale(each)]
        if plans or counters:
            xml = self._open(title)
            for each in plans:
                self._patch_table(xml, each)
            _refresh_counters(xml, counters, self._facts)
            self._close(title, xml)

    def _patch_form(self, form: Form, values: FormValues) -> None:
        cells = FormCells(form, self._places.names, self._cells)
        if not values and not cells.complete:
            return  # a sheet the agent has removed holds nothing that could be out of date
        xml = self._open(cells.title)
        cells.write(xml, values)
        stale = self._dependencies.stale_cells(form, self._stale | {f"{form.prefix}{key}" for key in values})
        cells.refresh(xml, compute_form(form, cells.read(xml), self._facts, stale), stale)
        xml.tail = with_links(xml.tail, cells.leads(), LEAD_TIP)
        self._close(cells.title, xml)

    def _patch_table(self, xml: SheetXml, change: Plan) -> None:
        place = self._places.tables[change.table.name]
        alone = sum(each.sheet == place.sheet for each in self._places.tables.values()) == 1
        TablePatch(xml, place, change, self._cells.strings, alone).apply()
        if change.restored or change.moves_rows:
            drop_calc_chain(self._package)
        if not change.moves_rows:
            return
        first = place.first
        deleted = tuple(first + at for at in change.deleted)
        moves = Moves(place.area, deleted, place.area.bottom - len(deleted) + len(change.appended))
        xml.tail = move_ranges(xml.tail, moves)
        xml.head = set_bottom(xml.head, max(xml.rows))
        self._rewrite(place.part, move_table(self._package.read(place.part), moves))
        self._rewrite(WORKBOOK, move_names(self._package.read(WORKBOOK), place.sheet, moves))
        if deleted:
            move_notes(self._package, self._places.sheets[place.sheet], moves)

    def _is_stale(self, counter: Counter) -> bool:
        return bool((reads(counter.formula) | {counter.name}) & self._stale)

    def _used_strings(self) -> set[int]:
        """Numbers of the strings that any cell shows now, on the agent's own sheets too."""
        return set().union(*(used_strings(self._package.read(part)) for part in self._places.sheets.values()))

    def _finish(self) -> None:
        strings = self._cells.strings
        if strings.changed:
            if STRINGS not in self._package:
                add_strings(self._package)
            self._package.write(STRINGS, strings.chunks())

    def _open(self, title: str) -> SheetXml:
        return open_sheet(self._package, self._places.sheets[title])

    def _close(self, title: str, xml: SheetXml) -> None:
        write_sheet(self._package, self._places.sheets[title], xml)

    def _rewrite(self, part: str, data: bytes) -> None:
        if data != self._package.read(part):
            self._package.write(part, [data])


def _results(table: Table, row: Row) -> dict[str, object]:
    """What the formulas of a row show."""
    return {column.key: shown(column, row) for column in table.computed}


def _refresh_counters(xml: SheetXml, counters: Iterable[Counter], facts: object) -> None:
    """New figures in the line above the tables; a counter is known by its formula."""
    wanted = {counter.formula: counter for counter in counters}
    for number in sorted(xml.rows)[:1] if wanted else ():
        row = xml.row(number)
        for column, piece in row.cells.items():
            counter = wanted.get(html.unescape(read_cell(piece).formula))
            if counter:
                row.cells[column] = recomputed(piece, counter.compute(facts))
