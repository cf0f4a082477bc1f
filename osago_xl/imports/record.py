"""One data row of a foreign sheet: values converted once; what does not fit is kept as text and named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from osago_xl.desk.who.people import Person
from osago_xl.errors import Unread
from osago_xl.findings import Finding
from osago_xl.imports.kinds import Layout, normal, words
from osago_xl.imports.model import Raw, RawTable, Remark
from osago_xl.imports.understanding.fields import fields
from osago_xl.schema.columns import as_text
from osago_xl.values import dates, numbers, phones
from osago_xl.values.identifiers import email
from osago_xl.values.text import clean, fold

_TOTALS = ("итого", "всего", "total")
_TOTAL_WORDS = re.compile(r"(итого|всего|total)\s*([:.]?|(по|за|к)\s.*)")
"""The first cell of a totals row in which every cell is filled: the word alone, or with what it sums up."""
FIRST_YEAR = 1920
_SUMS = frozenset({"premium", "commission", "bordereau", "services", "fee", "paid_sum"})
LONGEST_TEXT = 32_767
"""Characters of a cell of Excel."""
A_YEAR = 366
_TOLD_ELSEWHERE = frozenset({"period", "agent"})
"""Fields of a policy that have found their place before: taken apart, or the client's as well."""
_MANY_ADDRESSES = re.compile(r"[;,\s]+")


@dataclass
class Record:
    """A row under the names of our fields. `leftovers` are texts that found no cell of their own."""

    sheet: str
    number: int
    layout: Layout
    cells: dict[str, Raw]
    remarks: list[Remark]
    leftovers: list[str] = field(default_factory=list)
    sources: dict[str, str] = field(default_factory=dict)
    """Our field → the field of the file it was taken from, where one cell holds several values."""
    more_cars: list[dict[str, Raw]] = field(default_factory=list)
    """Further cars of the cell of the car, each under the names of our fields."""
    person: Person | None = None
    """Whom the row speaks of, once it was read (`persons.person_in`)."""
    _texts: dict[str, str] = field(default_factory=dict)

    def put(self, of: str, value: Raw) -> None:
        """Another value for a field."""
        self.cells[of] = value
        self._texts.pop(of, None)
        self.person = None

    def derive(self, of: str, value: Raw, source: str) -> None:
        """Set a field by a part of another one."""
        self.put(of, value)
        self.sources[of] = source

    def remark(self, of: str, message: str, kind: str) -> None:
        """Say something about a field of this row."""
        self.remarks.append(Remark(self.sheet, self.number, self.header(of), message, kind))

    def header(self, of: str) -> str:
        """How the file calls a field."""
        return clean(self.layout.header_of.get(self.sources.get(of, of), ""))

    def judge(self, of: str, findings: list[Finding]) -> None:
        """Pass on what an identifier has to say about the value as it was written."""
        for each in findings:
            hint = "Заменены на правильные." if each.rule.endswith(".homoglyph") else each.hint
            self.remark(of, f"{each.message}. {hint}".strip(), each.rule)

    def keep(self, of: str, value: object, why: str, kind: str) -> None:
        """The value does not fit its column: it goes to the comment, with a remark."""
        self.leftovers.append(f"{self.header(of)}: {shown(value)}")
        self.remark(of, f"{why} Записано в «Комментарий».", kind)

    def leave(self, table: str) -> None:
        """Note in the comment what the row says for a table that gets no row of its own."""
        for of in self.layout.fields.values():
            if fields()[of].into.startswith(f"{table}.") and of not in _TOLD_ELSEWHERE and self.text(of):
                self.leftovers.append(f"{self.header(of)}: {shown(self.cells[of])}")

    def text(self, of: str) -> str:
        """Clean text of a cell; it is asked for again and again."""
        found = self._texts.get(of)
        if found is None:
            found = self._texts[of] = clean(as_text(self.cells.get(of)))
        return found

    def day(self, of: str, today: date, ahead: int = A_YEAR) -> date | None:
        """A date that can be true: after 1920 and at most so many days ahead of today."""
        value = self.cells.get(of)
        try:
            day = dates.read(value)
        except Unread as refusal:
            self.keep(of, value, f"{self.header(of)}: {refusal}", "date")
            return None
        if day is None:
            return None
        if day.year < FIRST_YEAR or day > today + timedelta(days=ahead):
            why = "слишком давно" if day.year < FIRST_YEAR else "ещё не наступило"
            self.keep(of, day, f"{self.header(of)}: {dates.numeric(day)} {why}. Проверьте год.", "date.range")
            return None
        if day > today and ahead <= A_YEAR:
            self.remark(of, f"{self.header(of)}: {dates.numeric(day)} ещё не наступило. Проверьте год.", "date.future")
        return day

    def amount(self, of: str, *, signed: bool = False) -> Decimal | None:
        """A number, with `signed` a negative one too; a unit written after it («180 дней», «106 л.с.») is left out."""
        if (value := self.cells.get(of)) is None:
            return None
        try:
            number = numbers.read(value)
        except Unread:
            number, bad = None, True
        else:
            bad = number is not None and number < 0 and not signed
        if bad:
            self.keep(of, value, f"{self.header(of)}: «{as_text(value)[:40]}» не число.", "number")
            return None
        return number

    def word(self, of: str, listed: str) -> str:
        """Our word for a word of a closed list; an unknown one goes to the comment."""
        text = self.text(of)
        ours = words().words[listed].get(normal(text), "") if text else ""
        if text and not ours:
            self.keep(of, text, f"{self.header(of)}: слова «{text[:40]}» нет в списке.", f"word.{listed}")
        return ours

    def phones(self, of: str) -> list[phones.Phone]:
        """All phones of a cell; words beside them go to the comment."""
        text = self.text(of)
        if not text:
            return []
        if not (found := phones.found(text)):
            self.keep(of, text, f"{self.header(of)}: {phones.reason(text)}. {phones.HINT}", "phone")
            return []
        if said := phones.remark(text):
            self.keep(of, said, f"{self.header(of)}: рядом с номером написано «{said[:40]}».", "phone.words")
        if len(found) > 2:
            self.keep(of, "; ".join(map(str, found[2:])), f"{self.header(of)}: номеров {len(found)}.", "phone.many")
        return found[:2]

    def address(self, of: str) -> str:
        """The first e-mail of a cell; further and wrong ones go to the comment."""
        if not (text := self.text(of)):
            return ""
        given = [part for part in _MANY_ADDRESSES.split(text) if part]
        good = [part for part in given if email.is_valid(part)]
        if given and not good:
            self.keep(of, text, f"{self.header(of)}: «{text[:40]}» не адрес. Нужно имя@сайт.ru.", "email")
        elif len(given) > 1:
            rest = " ".join(part for part in given if part != good[0])
            self.keep(of, rest, f"{self.header(of)}: адресов несколько, взят первый.", "email.many")
        return email.compact(good[0]) if good else ""


def shown(value: object) -> str:
    """A value as the comment keeps it: a date as people write it."""
    return dates.numeric(value) if isinstance(value, date) else clean(as_text(value))


def records(sheet: RawTable, layout: Layout, remarks: list[Remark]) -> Iterator[Record | tuple[int, str]]:
    """Rows below the header in order: a record, or (row, reason) for a row that holds no data.

    Empty rows after the last filled one are not rows of the table.
    """
    last = max((n for n, row in enumerate(sheet.rows, 1) if any(as_text(cell) for cell in row)), default=0)
    header = [normal(text) for text in layout.headers.values()]
    errors: dict[int, list[tuple[int, str]]] = {}
    for (at, column), text in sheet.errors.items():
        errors.setdefault(at, []).append((column - 1, text))
    for number in range(layout.header + 1, last + 1):
        row = sheet.rows[number - 1]
        reason = sheet.aside.get(number) or _no_data(row, header)
        if reason:
            yield number, reason
            continue
        cells = {our: row[place] for place, our in layout.fields.items() if place < len(row)}
        record = Record(sheet.name, number, layout, cells, remarks)
        for place, text in errors.get(number, ()):
            _error_cell(record, place, text)
        _cut_long(record)
        _broken_letters(record)
        _beside(record, sheet, number)
        for place in layout.unknown:
            if place < len(row) and as_text(row[place]):
                record.leftovers.append(f"{clean(layout.headers[place])}: {shown(row[place])}")
        yield record


def _beside(record: Record, table: RawTable, number: int) -> None:
    """What group rows and notes say of a row; a sum merged over several rows is of all of them together."""
    record.leftovers += [f"{word}: {text}" for word, text in table.groups.get(number, {}).items()]
    for place, our in record.layout.fields.items():
        if our in _SUMS and (number, place + 1) in table.copied:
            value = record.cells[our]
            record.put(our, None)
            record.keep(our, value, f"{record.header(our)}: сумма объединена на несколько строк.", "merged.sum")
    for (_, column), text in sorted(table.notes_of(number)):
        heading = record.layout.headers.get(column - 1, "")
        whose = f"Заметка к «{clean(heading)}»" if heading else "Заметка"
        record.leftovers.append(f"{whose}: {clean(text)}")


def _no_data(row: list[Raw], header: list[str]) -> str:
    """Why a row is not one of the data; "" when it is."""
    texts = [text for cell in row if (text := as_text(cell))]
    if not texts:
        return "пустая строка"
    first = fold(texts[0])
    if _TOTAL_WORDS.fullmatch(first) or (first.startswith(_TOTALS) and len(texts) < len(header)):
        return "строка итогов"
    if len(texts) == len(header) > 1 and normal(texts[0]) == header[0] and list(map(normal, texts)) == header:
        return "повтор шапки таблицы"
    return ""


def _cut_long(record: Record) -> None:
    """No cell of Excel holds a longer text: the end is left out, and said."""
    for our, value in record.cells.items():
        if isinstance(value, str) and len(value) > LONGEST_TEXT:
            record.put(our, value[:LONGEST_TEXT])
            message = f"Текст из {len(value)} знаков обрезан до {LONGEST_TEXT}: больше в ячейку Excel не входит."
            record.remark(our, message, "long")


def _broken_letters(record: Record) -> None:
    """Bytes that are no letters in the encoding of the file came as «\ufffd»."""
    for our, value in record.cells.items():
        if isinstance(value, str) and "\ufffd" in value:
            record.remark(our, "В тексте нечитаемый знак: так он записан в файле. Исправьте слово.", "broken")


def _error_cell(record: Record, place: int, text: str) -> None:
    ours = record.layout.fields.get(place)
    if ours:
        message = f"В ячейке вместо значения {text}: не перенесено. Исправьте ячейку в файле и повторите импорт."
        record.remark(ours, message, "error_cell")
