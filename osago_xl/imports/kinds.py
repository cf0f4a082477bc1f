"""What a foreign sheet is and which of its columns is which of ours. Synonyms are data: data/kinds.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

from osago_xl.imports.model import Raw, RawSheet, RawTable
from osago_xl.schema.columns import as_text
from osago_xl.values.text import fold

_HEADER_ROWS = 30
"""A table that begins lower down has a cover page; nobody keeps clients so."""

_NOT_WORD = re.compile(r"[^\w№%]+")


@dataclass(frozen=True)
class Kind:
    """A kind of table: where its rows go and what others call its fields."""

    name: str
    table: str
    must: tuple[str, ...]
    least: int
    ignore: frozenset[str]
    synonyms: Mapping[str, str]
    """Header as it is compared → our field."""
    titles: Mapping[str, str]
    """Where a field goes that is no column of `table`."""


@dataclass(frozen=True)
class Layout:
    """A recognised table: kind, header row (from 1), and the columns (from 0) that carry something."""

    kind: Kind
    header: int
    fields: Mapping[int, str]
    headers: Mapping[int, str]
    unknown: tuple[int, ...] = ()
    ignored: tuple[int, ...] = ()

    @cached_property
    def header_of(self) -> Mapping[str, str]:
        """Our field → how the file calls it."""
        return {our: self.headers[place] for place, our in self.fields.items()}


@dataclass(frozen=True)
class ShortList:
    """A sheet that is a list of words of one of our reference tables; `first` is its first row (from 1)."""

    table: str
    column: str
    first: int


@dataclass(frozen=True)
class Words:
    """All data of kinds.toml."""

    kinds: tuple[Kind, ...]
    act: Kind
    """An insurer's act-report: compared with our policies, never imported."""
    lists: Mapping[str, Mapping[str, Any]]
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """List of words → spelling as it is compared → our word."""


def normal(text: object) -> str:
    """A header as it is compared: «Мощность, л.с.» and «мощность  Л С» are the same."""
    return _NOT_WORD.sub(" ", fold(as_text(text))).strip()


@cache
def words() -> Words:
    """The synonyms, loaded once."""
    raw = tomllib.loads(files("osago_xl.imports").joinpath("data/kinds.toml").read_text("utf-8"))
    lists, spelled, act = raw.pop("lists"), raw.pop("words"), _kind("act", raw.pop("act"))
    ours = {name: {normal(s): word for word, all_ in each.items() for s in all_} for name, each in spelled.items()}
    return Words(tuple(_kind(name, each) for name, each in raw.items()), act, lists, ours)


def _kind(name: str, raw: Mapping[str, Any]) -> Kind:
    synonyms = {normal(text): our for our, texts in raw["fields"].items() for text in texts}
    ignore = frozenset(map(normal, raw["ignore"]))
    return Kind(name, raw["table"], tuple(raw["must"]), raw["least"], ignore, synonyms, raw.get("titles", {}))


@cache
def _headings() -> frozenset[str]:
    kinds = (*words().kinds, words().act)
    return frozenset().union(*(kind.synonyms.keys() | kind.ignore for kind in kinds))


def is_heading(text: str) -> bool:
    """Whether a text is known as a heading of any kind of table."""
    return normal(text) in _headings()


def recognise(sheet: RawSheet, mapping: Mapping[str, str]) -> Layout | ShortList | None:
    """The table in a sheet: the header row that names most fields of some kind; None when nothing fits.

    `mapping` (header → our field, "" = leave out) is the agent's own and goes before the synonyms.
    """
    return find_table(sheet, words().kinds, mapping) or _short_list(sheet)


def find_table(sheet: RawSheet, kinds: Sequence[Kind], mapping: Mapping[str, str]) -> Layout | None:
    """The table of one of these kinds whose header names most of its fields, the upper of equals."""
    own = {normal(header): our for header, our in mapping.items()}
    start = max(0, sheet.head - 1) if isinstance(sheet, RawTable) else 0
    found = [
        layout
        for number, row in enumerate(sheet.rows[start : start + _HEADER_ROWS], start + 1)
        for kind in kinds
        if (layout := _layout(kind, number, row, own))
    ]
    return max(found, key=lambda layout: (len(layout.fields), -layout.header), default=None)


def _layout(kind: Kind, number: int, row: Sequence[Raw], own: Mapping[str, str]) -> Layout | None:
    headers = {place: as_text(cell) for place, cell in enumerate(row) if as_text(cell)}
    fields: dict[int, str] = {}
    rest: list[int] = []
    for place, text in headers.items():
        our = own.get(normal(text), kind.synonyms.get(normal(text)))
        if our is None or our in fields.values():
            rest.append(place)
        elif our:
            fields[place] = our
    if len(fields) < kind.least or not set(kind.must) <= set(fields.values()):
        return None
    ignored = tuple(place for place in rest if normal(headers[place]) in kind.ignore)
    return Layout(kind, number, fields, headers, tuple(p for p in rest if p not in ignored), ignored)


def _short_list(sheet: RawSheet) -> ShortList | None:
    first = next((number for number, row in enumerate(sheet.rows, 1) if _filled(row)), 0)
    if not first or any(len(_filled(row)) > 1 for row in sheet.rows):
        return None
    title = _filled(sheet.rows[first - 1])[0]
    for table, each in words().lists.items():
        in_title = any(word in fold(title) for word in each["words"])
        if in_title or any(word in fold(sheet.name) for word in each["words"]):
            return ShortList(table, each["column"], first + in_title)
    return None


def _filled(row: Sequence[Raw]) -> list[str]:
    return [text for cell in row if (text := as_text(cell))]
