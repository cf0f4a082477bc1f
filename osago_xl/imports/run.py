"""Foreign files into the workbook: read all, then place every row, and leave the writing to the command."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from osago_xl.desk.who.people import People
from osago_xl.imports.account import gathered
from osago_xl.imports.blanks import Blanks
from osago_xl.imports.clients import import_client
from osago_xl.imports.describing import columns_as_json, mapping_lines, remarks_on_columns
from osago_xl.imports.doubts import headings_seen
from osago_xl.imports.files import read_file
from osago_xl.imports.kinds import Layout, ShortList
from osago_xl.imports.maps import Maps
from osago_xl.imports.model import RUSSIAN, Fate, FileReport, RawSheet, Remark, SourceFile
from osago_xl.imports.owners import owner_in
from osago_xl.imports.persons import person_in
from osago_xl.imports.policies import OF_A_POLICY, Policies
from osago_xl.imports.reading import Part, Reader, Reading
from osago_xl.imports.record import Record
from osago_xl.imports.shapes.surroundings import surroundings
from osago_xl.imports.target import Options, Target
from osago_xl.schema.columns import as_text
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.tariffs.own import tariffs
from osago_xl.values.text import clean
from osago_xl.work.unit import Work

Progress = Callable[[int, int, str], object]
_STEP, _HEADINGS = 500, 8


def import_all(
    work: Work, paths: Sequence[Path], options: Options, progress: Progress, maps: Maps | None = None
) -> list[FileReport]:
    """Collect the rows of all files in `work`; nothing is written. BookError when one file cannot be read."""
    return place_all(work, [read_file(path, options.password) for path in paths], options, progress, maps)


def place_all(
    work: Work, sources: Sequence[SourceFile], options: Options, progress: Progress, maps: Maps | None = None
) -> list[FileReport]:
    """The same for files already in memory."""
    reader = Reader(work, options, maps)
    read = [reader.read(source) for source in sources]
    run = _Run(work, options, progress)
    rows = [record for each in read for record in each.people()]
    run.people.expect(person_in(record, work.today) for record in rows)
    run.people.expect(owner for record in rows if (owner := owner_in(record)))
    return [run.place(each) for each in read]


class _Run:
    """What the files of one import share: the people found so far, the territories."""

    def __init__(self, work: Work, options: Options, progress: Progress) -> None:
        self.work = work
        self.options = options
        self.progress = progress
        self.people = People(work.rows(CLIENTS))
        self.territories = tariffs().territories

    def place(self, reading: Reading) -> FileReport:
        """The rows of a file into the workbook, and their account."""
        report = reading.target.report
        for part in reading.parts:
            if isinstance(part.layout, Layout):
                self._table(reading.target, part, part.layout)
            elif isinstance(part.layout, ShortList):
                _list(reading.target, part.table, part.layout)
            else:
                _unknown(report, part.table, self.options.advice)
        sheets = [sheet.name for sheet in reading.source.sheets]
        for name in sheets:
            _fates_as_remarks(report, name)
        report.remarks.sort(key=lambda remark: sheets.index(remark.sheet))
        return report

    def _table(self, target: Target, part: Part, layout: Layout) -> None:
        sheet = part.table
        _describe(target, sheet, layout, self.options.advice)
        target.report.remarks += surroundings(sheet, layout.header)
        if layout.kind.name == "policies":
            self._insurer(target, sheet, layout)
        take, finish = self._taker(target, layout)
        for record in part.rows:
            if isinstance(record, Record):
                take(record)
            else:
                row, why = record
                target.report.fates.append(Fate(sheet.name, row, layout.kind.table, "skipped", why=why))
            if len(target.report.fates) % _STEP == 0:
                self.progress(len(target.report.fates), len(sheet.rows), f"{target.report.file}: {sheet.name}")
        finish()

    def _taker(self, target: Target, layout: Layout) -> tuple[Callable[[Record], None], Callable[[], None]]:
        if layout.kind.name == "policies":
            return Policies(target, self.people, self.territories).take, lambda: None
        if layout.kind.name == "forms":
            blanks = Blanks(target)
            return blanks.take, blanks.finish
        return partial(import_client, target=target, people=self.people), lambda: None

    def _insurer(self, target: Target, sheet: RawSheet, layout: Layout) -> None:
        """Whose export it is, when the file does not say: given, asked, or left open with a remark."""
        if "insurer" in layout.fields.values() or not OF_A_POLICY & set(layout.fields.values()):
            return
        if not target.insurer and self.options.ask_insurer:
            target.insurer = self.options.ask_insurer(target.report.file)
        if not target.insurer:
            message = "Страховой компании в файле нет: у полисов она не указана. Назовите её при импорте (--insurer)."
            target.report.remarks.append(Remark(sheet.name, layout.header, "", message, "insurer"))


def _describe(target: Target, sheet: RawSheet, layout: Layout, advice: str) -> None:
    """Which column went where, what was left out and what nobody knows."""
    report, schema = target.report, target.work.schema
    report.mapping += mapping_lines(schema, sheet.name, layout)
    report.columns += columns_as_json(schema, sheet.name, layout)
    report.remarks += remarks_on_columns(schema, sheet, layout, advice)
    for place, header in layout.headers.items():
        bad = [row for row, column in sheet.errors if column == place + 1 and row > layout.header]
        if bad and place not in layout.fields:
            message = f"Ошибок в ячейках: {len(bad)}, первая в строке {min(bad)}. Столбец не переносится, данные целы."
            report.remarks.append(Remark(sheet.name, layout.header, header, message, "error_column"))


def _list(target: Target, sheet: RawSheet, found: ShortList) -> None:
    """A list of services or channels: new words are added, known ones are not doubled."""
    for number, row in enumerate(sheet.rows[found.first - 1 :], found.first):
        word = clean(next((text for cell in row if (text := as_text(cell))), ""))
        if word:
            new = target.add_word(target.work.named(found.table), found.column, word, active="да")
            why = "" if new else f"«{word}» уже есть"
            fate = Fate(sheet.name, number, found.table, "added" if new else "skipped", word, why)
            target.report.fates.append(fate)


def _unknown(report: FileReport, sheet: RawSheet, advice: str) -> None:
    """A sheet that is none of ours: its rows are counted and left where they are."""
    filled = [number for number, row in enumerate(sheet.rows, 1) if any(as_text(cell) for cell in row)]
    why = "лист не распознан"
    report.fates += [Fate(sheet.name, number, "", "skipped", why=why) for number in filled]
    if filled:
        seen = ", ".join(f"«{text[:30]}»" for text in headings_seen(sheet)[:_HEADINGS])
        message = (
            f"Лист не распознан, строк с данными {len(filled)}: не перенесены. Нужна строка с заголовками (например "
            f"«Имя клиента», «Телефон»){f'; в файле: {seen}' if seen else ''}. {advice}"
        )
        report.remarks.append(Remark(sheet.name, filled[0], "", message, "unknown_sheet"))


def _fates_as_remarks(report: FileReport, sheet: str) -> None:
    """Every row that was not simply added says so among the findings, in the order of the rows."""
    own = gathered([remark for remark in report.remarks if remark.sheet == sheet])
    own += [
        Remark(sheet, fate.row, "", f"Строка {RUSSIAN[fate.outcome]}: {fate.why.rstrip('.')}.", fate.outcome)
        for fate in report.fates
        if fate.sheet == sheet and fate.outcome != "added"
    ]
    report.remarks[:] = [remark for remark in report.remarks if remark.sheet != sheet]
    report.remarks += sorted(own, key=lambda remark: remark.row)
