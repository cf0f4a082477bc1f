"""How a row of one base is recognised in another: by its key when it speaks of the same thing, by signs, by content."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from osago_xl.books.base import Row
from osago_xl.desk.who.people import name_key, numbers_of
from osago_xl.schema.columns import Key
from osago_xl.schema.tables import Table
from osago_xl.values.identifiers import plate, vin
from osago_xl.values.identifiers.base import cyrillic
from osago_xl.values.misfit import Misfit
from osago_xl.values.text import fold

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Sign:
    """Equal and filled in all `columns`, two rows are one, unless both are filled and differ in one `against` it."""

    columns: tuple[str, ...]
    against: tuple[str, ...] = ()
    blanks: bool = False
    """Whether empty cells count as equal (rules and rates, where «all» is an empty cell)."""


@dataclass(frozen=True)
class Identity:
    """`signs` hold whatever the keys; with an equal key one of `kin` is enough."""

    signs: tuple[Sign, ...] = ()
    kin: tuple[Sign, ...] = ()


_PERSON = ("birth_date", "inn")
IDENTITIES: Mapping[str, Identity] = {
    "tblClients": Identity(
        signs=(
            Sign(("paper_series", "paper_number"), ("birth_date",)),
            Sign(("inn",), ("birth_date",)),
            Sign(("name", "birth_date"), ("inn",)),
            Sign(("name", "phone"), _PERSON),
            Sign(("name", "email"), _PERSON),
        ),
        kin=(Sign(("name",), _PERSON), Sign(("phone",), _PERSON)),
    ),
    "tblCars": Identity(
        signs=(
            Sign(("vin",)),
            Sign(("plate",), ("vin",)),
            Sign(("owner", "make", "model", "year"), ("vin", "plate")),
        ),
        kin=(Sign(("make", "model"), ("vin", "plate")),),
    ),
    "tblDrivers": Identity(
        signs=(Sign(("licence_series", "licence_number"), ("birth_date",)), Sign(("name", "birth_date"))),
        kin=(Sign(("name",), ("birth_date",)),),
    ),
    "tblPolicies": Identity(
        signs=(
            Sign(("series", "number")),
            Sign(("insurer", "product", "number"), ("series",)),
            Sign(("client", "product", "car", "starts"), ("number",)),
        ),
        kin=(Sign(("client", "product"), ("number", "starts")),),
    ),
    "tblAdmitted": Identity(signs=(Sign(("policy", "driver")),)),
    "tblContacts": Identity(kin=(Sign(("day", "client", "kind")),)),
    "tblTasks": Identity(kin=(Sign(("client", "what"), blanks=True), Sign(("client", "due", "kind")))),
    "tblDocs": Identity(signs=(Sign(("client", "kind", "number", "day")),), kin=(Sign(("client", "kind")),)),
    "tblPayments": Identity(kin=(Sign(("policy", "kind", "due", "income", "expense"), blanks=True),)),
    "tblChanges": Identity(signs=(Sign(("policy", "kind", "day", "full_premium")),)),
    "tblActs": Identity(signs=(Sign(("kind", "party", "number", "since")),)),
    "tblFormMoves": Identity(signs=(Sign(("day", "operation", "kind", "series", "first", "last")),)),
    "tblBaseRates": Identity((Sign(("insurer", "category", "owner", "territory", "since"), blanks=True),)),
    "tblCommission": Identity(
        (
            Sign(
                ("insurer", "product", "agent", "contract_kind", "owner", "category", "region", "kbm_max", "since"),
                blanks=True,
            ),
        )
    ),
    "tblLayouts": Identity((Sign(("form", "field", "page"), blanks=True),)),
    "tblHolidays": Identity((Sign(("day", "month", "holiday"), blanks=True),)),
}
"""Every other table: its first column."""


def _car_number(text: str) -> str:
    number = vin.compact(text)
    return "" if number == vin.ABSENT else number


_READ: Mapping[str, Callable[[str], object]] = {
    "name": name_key,
    "phone": lambda text: next(iter(numbers_of(text)), ""),
    "vin": _car_number,
    "plate": plate.compact,
    "series": cyrillic,
    "number": cyrillic,
}


def comparable(column: str, value: Any) -> Any:
    """A value without what may be typed differently; "" for an empty cell, a misfit as it is."""
    if isinstance(value, Misfit):
        return value
    if isinstance(value, str):
        return _READ.get(column, fold)(value) if value else ""
    return "" if value is None else value


class Recogniser:
    """Finds rows of our table; `ours` are those it had before anything of the other base was added."""

    def __init__(self, table: Table, ours: Iterable[Row]) -> None:
        self._identity = IDENTITIES.get(table.name, Identity((Sign((table.columns[0].key,)),)))
        self._table = table
        self._content = [
            column.key
            for column in table.columns
            if not (
                column.formula
                or column.stored
                or column.key == "key"
                or (isinstance(column, Key) and column.of == table.name)
            )
        ]
        self._by_key: dict[str, Row] = {}
        self._by_sign: dict[tuple[Any, ...], Row] = {}
        self._by_content: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
        self._contents: dict[int, tuple[Any, ...]] = {}
        for row in ours:
            if table.prefix:
                self._by_key.setdefault(row[table.key], row)
            for sign in self._identity.signs:
                if named := _named(sign, row):
                    self._by_sign.setdefault(named, row)
            self._contents[id(row)] = content = self._all(row)
            self._by_content[content].append(row)

    def find(self, theirs: Values, key: str) -> Row | None:
        """Our row that says the same thing as theirs, whose links lead to our rows already; `key` is theirs.

        Rows without any sign answer once only: of two equal calls in their journal one may be missing in ours.
        """
        same = self._by_key.get(key)
        if same is not None and (self._akin(same, theirs) or self._contents[id(same)] == self._all(theirs)):
            return self._answered(same)
        for sign in self._identity.signs:
            found = self._by_sign.get(_named(sign, theirs))
            if found is not None and not _contradict(sign.against, found, theirs):
                return self._answered(found)
        left = self._by_content.get(self._all(theirs))
        return left.pop(0) if left else None

    def _akin(self, ours: Values, theirs: Values) -> bool:
        signs = (*self._identity.kin, *self._identity.signs)
        return any(
            (named := _named(sign, ours))
            and named == _named(sign, theirs)
            and not _contradict(sign.against, ours, theirs)
            for sign in signs
        )

    def _answered(self, row: Row) -> Row:
        left = self._by_content[self._contents[id(row)]]
        left[:] = [each for each in left if each is not row]
        return row

    def _all(self, row: Values) -> tuple[Any, ...]:
        """What a row says: its filled cells by their columns."""
        filled = ((column, row[column]) for column in self._content)
        return tuple((column, comparable(column, value)) for column, value in filled if value not in (None, ""))


def _named(sign: Sign, row: Values) -> tuple[Any, ...]:
    """What a sign says of a row; () when it says nothing."""
    values = tuple(_said(column, row) for column in sign.columns)
    says = any(value != "" for value in values) if sign.blanks else all(value != "" for value in values)
    return (sign.columns, *values) if says else ()


def _said(column: str, row: Values) -> Any:
    """What a cell says for or against; what does not fit its column says nothing."""
    value = row[column]
    return "" if isinstance(value, Misfit) else comparable(column, value)


def _contradict(columns: Sequence[str], one: Values, other: Values) -> bool:
    pairs = ((_said(column, one), _said(column, other)) for column in columns)
    return any(mine not in ("", theirs) and theirs != "" for mine, theirs in pairs)
