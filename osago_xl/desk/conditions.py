"""Conditions of a saved query, read into a tree of tests; what is not understood is named with its place in the text.

    Столбец = значение   <>   >=   <=   >   <   содержит   пусто   не пусто   от … до …   в (значение; значение)
    и   или   не   ( )      Окончание в декабре      есть Полисы (условия)      нет Полисы (условия)

A value may be several words, so the end of one is where a connective is followed by a condition. The reader knows the
columns of its table, hence no grammar of a library: «Дата заключения» is one word only to who knows the headers.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from osago_xl.books.base import Row
from osago_xl.desk import condition_values as values
from osago_xl.desk.condition_values import column_named
from osago_xl.errors import InputError
from osago_xl.schema.columns import Column
from osago_xl.schema.tables import Table
from osago_xl.values.text import fold

Test = Callable[[Row], bool]
Ask = Callable[[str], str]
"""Given a condition without its value, what the agent wants there; `ANY` drops the condition."""
Link = Callable[[Table, str], "tuple[Table, Callable[[Test], Test]]"]
"""Given a table and the name of another: that other, and how a test of its rows becomes a test of ours."""

ANY = "все"
_SIGN = re.compile(r"\s*(<>|>=|<=|=|>|<)\s*|\s+(содержит|не пусто|пусто|не в|в|от)(?=[\s()]|$)\s*", re.IGNORECASE)
_HEAD = re.compile(r"\(|(?:не|есть|нет)(?=[\s(])", re.IGNORECASE)
_JOIN = re.compile(r"\s+(и|или)\s+", re.IGNORECASE)
_LINKED = re.compile(r"(есть|нет)\s+([^()]+?)\s*(?=\()", re.IGNORECASE)
_QUOTED = re.compile(r"«([^»]*)»|\"([^\"]*)\"")


@dataclass(frozen=True)
class Condition:
    """A test and the words it was read from; `text` is "" for one that limits nothing."""

    text: str
    test: Test


def read(table: Table, where: str, today: date, link: Link, ask: Ask = lambda _condition: ANY) -> Condition:
    """The conditions over rows of a table; none pass every row."""
    if not where.strip():
        return Condition("", lambda _row: True)
    reader = _Reader(table, where, today, link, ask)
    found = reader.either()
    if reader.at < len(where.rstrip()):
        raise reader.wrong("лишнее после условия")
    return found


class _Reader:
    """Reads from left to right; `at` is the next character."""

    def __init__(self, table: Table, text: str, today: date, link: Link, ask: Ask, at: int = 0) -> None:
        self.table, self.text, self.today, self.link, self.ask, self.at = table, text, today, link, ask, at
        self.headers = sorted(map(fold, table.by_header), key=len, reverse=True)

    def either(self) -> Condition:
        return self._joined("или", self.both, any)

    def both(self) -> Condition:
        return self._joined("и", self.one, all)

    def _joined(self, word: str, part: Callable[[], Condition], combine: Callable[..., bool]) -> Condition:
        parts = [part()]
        while (found := _JOIN.match(self.text, self.at)) and found[1].lower() == word:
            self.at = found.end()
            parts.append(part())
        kept = [each for each in parts if each.text]
        if combine is any and len(kept) < len(parts):  # one alternative that holds for all
            return Condition("", lambda _row: True)
        if len(kept) < 2:
            return kept[0] if kept else parts[0]
        return Condition(f" {word} ".join(each.text for each in kept), lambda row: combine(e.test(row) for e in kept))

    def one(self) -> Condition:
        """A condition, a bracket, a negation, or rows of another table."""
        self._skip()
        if linked := _LINKED.match(self.text, self.at):
            return self._linked(linked)
        head = _HEAD.match(self.text, self.at)
        if head is None or self._column():
            return self._condition()
        self.at = head.end()
        if head[0] != "(":
            inner = self.one()
            return Condition(inner.text and f"не {inner.text}", lambda row: not inner.test(row))
        inner = self._bracketed()
        return Condition(inner.text and f"({inner.text})", inner.test)

    def _bracketed(self) -> Condition:
        inner = self.either()
        self._skip()
        if not self.text.startswith(")", self.at):
            raise self.wrong("не закрыта скобка")
        self.at += 1
        return inner

    def _linked(self, found: re.Match[str]) -> Condition:
        try:
            table, through = self.link(self.table, found[2])
        except InputError as error:
            self.at = found.start(2)
            raise self.wrong(error.message) from None
        inner = _Reader(table, self.text, self.today, self.link, self.ask, found.end() + 1)
        condition, absent = inner._bracketed(), found[1].lower() == "нет"
        self.at = inner.at
        exists = through(condition.test)
        text = f"{found[1].lower()} {found[2]} ({condition.text})"
        return Condition(text, (lambda row: not exists(row)) if absent else exists)

    def _condition(self) -> Condition:
        start, name = self.at, self._column()
        if not name:
            raise self._no_column()
        column = column_named(self.table, name)
        self.at += len(name)
        sign = _SIGN.match(self.text, self.at)
        if sign is None:
            raise self.wrong(f"после «{column.header}» нужно =, >, содержит, пусто …")
        self.at, word = sign.end(), (sign[1] or sign[2]).lower()
        shown = self.text[start : self.at].strip()
        if word in ("пусто", "не пусто"):
            return Condition(shown, values.emptiness(column, word == "пусто"))
        here, value = self.at, self._value()
        if value == "?":
            value = self.ask(shown)
            if value == ANY:
                return Condition("", lambda _row: True)
        try:
            return Condition(f"{shown} {value}", self._test(column, word, value))
        except InputError as error:
            self.at = here
            raise self.wrong(error.message) from None

    def _test(self, column: Column, word: str, value: str) -> Test:
        inside = values.inside(value)
        if word in ("в", "не в"):
            test = values.any_of(column, inside, self.today) if inside else values.month(column, value, self.today)
            return (lambda row: not test(row)) if word == "не в" else test
        if word == "от":
            return values.between(column, value, self.today)
        if word == "содержит":
            return values.containing(column, value)
        return values.comparison(column, word, value, self.today)

    def _value(self) -> str:
        """The text up to a connective that a condition follows, to a bracket, or to the end."""
        if quoted := _QUOTED.match(self.text, self.at):
            self.at = quoted.end()
            return quoted[1] or quoted[2] or ""
        depth, start = 0, self.at
        while self.at < len(self.text):
            join = _JOIN.match(self.text, self.at)
            if join and not depth and self._begins(join.end()):
                break
            char = self.text[self.at]
            if char == ")" and not depth:
                break
            depth += (char == "(") - (char == ")")
            self.at += 1
        return self.text[start : self.at].strip()

    def _begins(self, at: int) -> bool:
        """Whether a condition begins here: a column with its sign, a bracket, «не», «есть Полисы (»."""
        name = self._column(at)
        if name:
            return _SIGN.match(self.text, at + len(name)) is not None
        head = _HEAD.match(self.text, at)
        if head is None:
            sign = re.compile(r"[^()=<>]*?(?:<>|>=|<=|=|>|<)").match(self.text, at)
            return sign is not None and not _JOIN.search(sign[0])  # an unknown column is told as such
        return head[0] == "(" or bool(_LINKED.match(self.text, at)) or self._begins(head.end() + 1)

    def _column(self, at: int | None = None) -> str:
        """The header that stands here as it is written, the longest that fits."""
        at = self.at if at is None else at
        rest = self.text[at:].lower().replace("ё", "е")
        for header in self.headers:
            if rest.startswith(header) and not rest[len(header) : len(header) + 1].isalnum():
                return self.text[at : at + len(header)]
        return ""

    def _no_column(self) -> InputError:
        rest = self.text[self.at :]
        name = re.split(r"[=<>()]|\s(?:содержит|пусто|не пусто|и|или)(?:\s|$)", rest)[0].strip()
        signed = re.search(r"[=<>]|содержит|пусто", rest)
        if not signed:
            return self.wrong(
                f"Условие «{rest.strip()}» не понятно. Пишите так: Столбец = значение, Столбец >= 100, Столбец пусто"
            )
        try:
            column_named(self.table, name)
        except InputError as error:
            return self.wrong(error.message)
        return self.wrong(f"Условие «{name}» не понятно")

    def _skip(self) -> None:
        while self.text[self.at : self.at + 1].isspace():
            self.at += 1

    def wrong(self, why: str) -> InputError:
        """The sentence about what stands at this place, with the text and a mark before the word."""
        marked = f"{self.text[: self.at]}▸{self.text[self.at :]}".strip()
        return InputError("Условие", self.text, f"{why.rstrip('.')}. Место в запросе: «{marked}».")
