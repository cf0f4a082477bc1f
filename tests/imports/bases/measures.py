"""How well a base was brought in: columns right, people kept apart, nothing lost."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from bases.people import TODAY
from bases.styles import Base

from osago_xl.books.memory import MemoryBook
from osago_xl.imports.kinds import Layout
from osago_xl.imports.model import FileReport
from osago_xl.imports.recognising import is_heading, recognise
from osago_xl.imports.run import place_all
from osago_xl.imports.shapes.tables import tables
from osago_xl.imports.target import Options
from osago_xl.imports.understanding.fields import fields
from osago_xl.schema.workbook import WORKBOOK
from osago_xl.values.text import fold
from osago_xl.work.unit import Work

_TABLES = ("tblClients", "tblCars", "tblPolicies", "tblPayments", "tblInsurers", "tblChannels", "tblServices")
_LABELS = frozenset({"г", "ул", "д", "кв", "спао"})
"""Words that say what a value is, where the cell it goes to says that."""
_DATE = re.compile(r"\d{2}\.\d{2}\.\d{4}")
_PHONE = re.compile(r"\+?[78]?[ (]{0,2}\d{3}[ )]{0,2}\d{3}[ -]?\d{2}[ -]?\d{2}(?!\d)")


@dataclass
class Score:
    """Counts over many bases; `wrong` and `lost` name what went wrong, for whoever mends it."""

    given: int = 0
    right: int = 0
    expected: int = 0
    found: int = 0
    asked: int = 0
    joined: int = 0
    again: int = 0
    wrong: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    lost: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / self.given if self.given else 1.0

    @property
    def recall(self) -> float:
        return self.found / self.expected if self.expected else 1.0


def measure(base: Base, score: Score) -> None:
    """Bring a base into an empty book twice and count."""
    _columns(base, score)
    book = MemoryBook(WORKBOOK, TODAY)
    report = _bring(book, base)
    _people(base, book, score)
    _values(base, book, report, score)
    work = Work(book, TODAY)
    place_all(work, [base.source], Options(), lambda *_: None)
    score.again += bool(work.changes())


def _bring(book: MemoryBook, base: Base) -> FileReport:
    work = Work(book, TODAY)
    [report] = place_all(work, [base.source], Options(), lambda *_: None)
    work.commit("Импорт")
    return report


def _columns(base: Base, score: Score) -> None:
    for sheet in base.source.sheets:
        for table in tables(sheet, is_heading):
            layout = recognise(table, TODAY)
            said = {c.place: c for c in layout.columns} if isinstance(layout, Layout) else {}
            for (name, place), true in base.columns.items():
                if name == sheet.name:
                    _column(base, score, sheet.rows, place, true, said.get(place))


def _column(base, score, rows, place, true, column) -> None:  # type: ignore[no-untyped-def]
    heading = next(row[place] for row in rows if len(row) > 1)
    ours = column.field if column and not column.doubtful else ""
    placed = ours if ours and (fields()[ours].has_place or fields()[ours].left_out) else ""
    score.asked += bool(column and column.doubtful)
    score.given += bool(placed)
    score.right += bool(placed) and placed == true
    score.expected += bool(true)
    score.found += bool(true) and placed == true
    if placed != true:
        score.wrong[str(heading), true, placed] += 1


def _people(base: Base, book: MemoryBook, score: Score) -> None:
    """Clients that hold the policies, or the names, of different people."""
    of_number = {sale.number: sale.person for sale in base.sales}
    held: dict[str, set[str]] = defaultdict(set)
    for policy in book.read(WORKBOOK.tables["tblPolicies"]):
        if policy["number"] in of_number:
            held[policy["client"]].add(of_number[policy["number"]].name)
    score.joined += sum(len(names) > 1 for names in held.values())


def _values(base: Base, book: MemoryBook, report: FileReport, score: Score) -> None:
    kept = {
        token
        for name in _TABLES
        for row in book.read(WORKBOOK.tables[name])
        for v in row.values()
        for token in _tokens(v)
    }
    kept |= {token for row in report.remarks for token in _tokens(row.message)}
    for sheet in base.source.sheets:
        for row in sheet.rows:
            for place, value in enumerate(row):
                is_data = base.columns.get((sheet.name, place)) not in (None, "row_number") and len(row) > 1
                if is_data and not is_heading(str(value)) and not set(_tokens(value)) <= kept:
                    heading = next(r[place] for r in sheet.rows if len(r) > 1)
                    if value != heading:
                        score.lost.append((base.style, str(heading), str(value)))


def _tokens(value: object) -> Iterator[str]:
    """The parts of a value as they are compared: days, ten digits of a phone, numbers, words."""
    if isinstance(value, date):
        yield value.strftime("%d.%m.%Y")
        return
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        yield format(Decimal(str(value)).normalize(), "f")
        return
    text = fold(str(value or "")).translate(str.maketrans("abekmhopctyx", "авекмнорстух"))
    for pattern in (_DATE, _PHONE):
        for found in pattern.findall(text):
            yield found if pattern is _DATE else re.sub(r"\D", "", found)[-10:]
        text = pattern.sub(" ", text)
    joined = re.sub(r"[^\w]+", "", text)
    words = re.findall(r"[^\W\d_]+|\d+(?:[.,]\d+)?", text)
    yield from (
        (joined,)
        if "," not in text and len(joined) in (8, 9, 17) and any(map(str.isdigit, joined))
        else (
            word.replace(",", ".").rstrip("0").rstrip(".") if "," in word else word
            for word in words
            if word not in _LABELS
        )
    )
