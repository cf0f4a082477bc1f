"""The workbook as an import sees it: rows are added or completed, never overwritten."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from osago_xl.books.base import Row
from osago_xl.imports.files import Password
from osago_xl.imports.model import Fate, FileReport, Joined, Outcome
from osago_xl.imports.record import LONGEST_TEXT, Record
from osago_xl.schema.columns import Column, Key, as_text
from osago_xl.schema.sheets.reference import AGENTS
from osago_xl.schema.tables import Table
from osago_xl.values.dates import numeric
from osago_xl.values.misfit import as_typed
from osago_xl.values.text import fold
from osago_xl.work.unit import Work

T = TypeVar("T")


@dataclass
class Options:
    """What the agent says beforehand. `mapping`: header → our field, "" leaves the column out."""

    insurer: str = ""
    mapping: Mapping[str, str] | None = None
    ask_insurer: Callable[[str], str] | None = None
    """Asked with the name of an export that does not say whose it is; "" leaves it open."""
    password: Password | None = None
    choose: Callable[[str, Sequence[str]], int | None] | None = None
    """Asks what a doubtful column holds; nobody is asked where there is nobody, and nothing is guessed."""
    advice: str = "Укажите ему место ключом --map."
    """What the agent can do about a column nobody knows, at the door he came through."""


class Target:
    """Where one file goes: the unit of work and the account that is kept of it."""

    def __init__(self, work: Work, report: FileReport, options: Options) -> None:
        self.work = work
        self.today = work.today
        self.report = report
        self.insurer = options.insurer
        self.agent = next((row["agent"] for row in work.rows(AGENTS)), "")
        self._words: dict[tuple[str, str], dict[str, str]] = {}
        self._remembered: dict[tuple[str, str], Any] = {}

    def remembered(self, what: str, text: str, read: Callable[[], T]) -> T:
        """What was read from a text of this file before: a column holds few different places and companies."""
        if (what, text) not in self._remembered:
            self._remembered[what, text] = read()
        found: T = self._remembered[what, text]
        return found

    def settle(self, record: Record, table: str, outcome: Outcome, key: str = "", why: str = "") -> None:
        """Close the account of an input row; a reason is also a remark."""
        self.report.fates.append(Fate(record.sheet, record.number, table, outcome, key, why))

    def joined(self, record: Record, key: str, why: str) -> None:
        """Say by what an input row was recognised."""
        self.report.joined.append(Joined(record.sheet, record.number, key, why))

    def derived(self, table: str, outcome: Outcome) -> None:
        """Count a row of another table that the input row brought along."""
        self.report.derived.setdefault(table, Counter())[outcome] += 1

    def complete(self, table: Table, row: Row, values: Mapping[str, Any], record: Record, name: str) -> Outcome:
        """Fill empty cells of a known row. A different value is named and noted in the comment.

        Values are compared as cells would give them back: a sum has two decimals.
        """
        columns = self.work.table(table).by_key
        given = {key: value for key, value in values.items() if value is not None and value != row[key]}
        values = {key: columns[key].from_cell(columns[key].to_cell(value)) for key, value in given.items()}
        new = {k: v for k, v in values.items() if v not in (None, "") and row[k] in (None, "")}
        for key, value in values.items():
            if value in (None, "") or key in new or _same(row[key], value):
                continue
            header = columns[key].header
            ours, theirs = self._shown(columns[key], row[key]), self._shown(columns[key], value)
            record.leftovers.append(f"{header}: {theirs}")
            message = f"{header}: у {name} в базе «{ours}», в файле «{theirs}». Оставлено как в базе."
            record.remark(key, f"{message} Значение файла записано в «Комментарий».", "conflict")
        changed = self.work.set(table, row, **new) if new else False
        return "merged" if self.note(table, row, record.leftovers, record) or changed else "skipped"

    def _shown(self, column: Column, value: Any) -> str:
        """A value as the agent reads it; a key with the name it stands for."""
        row = self.work.find(self.work.named(column.of), value) if isinstance(column, Key) and value else None
        return f"{value} {row['name']}" if row is not None and "name" in row else _shown(value)

    def note(self, table: Table, row: Row, texts: list[str], record: Record) -> bool:
        """Add to the comment what is not there yet; True when anything was.

        Where the cell is full the rest stays outside, with a remark.
        """
        comment = row["comment"] or ""
        for text in texts:
            if fold(text) in fold(comment):
                continue
            longer = f"{comment}; {text}" if comment else text
            comment = longer[:LONGEST_TEXT]
            if rest := len(longer) - len(comment):
                message = f"В «Комментарий» не поместилось знаков {rest}: «{text[:60]} …». Остаток есть только в файле."
                record.remark("comment", message, "long")
        return self.work.set(table, row, comment=comment)

    def listed(self, table: Table, column: str, text: str, record: Record, of: str, **more: Any) -> str:
        """A word of a reference table as it is spelled there; an unknown one is added, with a remark."""
        if not text:
            return ""
        if self.add_word(table, column, text, **more):
            sheet = self.work.schema.sheet_of[table.name].title
            message = f"«{text}» добавлено на лист «{sheet}». Проверьте, нет ли там того же под другим названием."
            record.remark(of, message, "listed")
        return self.words(table, column).get(fold(text), "")

    def known_agent(self, record: Record) -> str:
        """The agent a row names; one the workbook does not know is noted in the comment, and "" is given."""
        text = record.text("agent")
        if not text:
            return ""
        if fold(text) not in self._agents:
            record.keep("agent", text, "Такого агента нет на листе «Агенты».", "agent")
        return self._agents.get(fold(text), "")

    @cached_property
    def _agents(self) -> dict[str, str]:
        """Agents by their short names and in full."""
        in_full = {fold(row["full_name"]): row["agent"] for row in self.work.rows(AGENTS) if row["full_name"]}
        return self.words(AGENTS, "agent") | in_full

    def add_word(self, table: Table, column: str, text: str, **more: Any) -> bool:
        """Add a word to a reference table; False when it is there already in any spelling."""
        if fold(text) in self.words(table, column):
            return False
        self.words(table, column)[fold(text)] = text
        self.work.add(table, **{column: text}, **more)
        return True

    def words(self, table: Table, column: str) -> dict[str, str]:
        """Words of a reference table: as compared → as spelled there."""
        if (table.name, column) not in self._words:
            self._words[table.name, column] = {fold(row[column]): row[column] for row in self.work.rows(table)}
        return self._words[table.name, column]


def _shown(value: Any) -> str:
    value = as_typed(value)
    return numeric(value) if isinstance(value, date) else as_text(value)


def _same(ours: Any, theirs: Any) -> bool:
    if isinstance(ours, str) and isinstance(theirs, str):
        return fold(ours) == fold(theirs)
    return bool(ours == theirs)
