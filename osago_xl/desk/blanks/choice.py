"""Which forms a button of Бланки means: ranges as an agent types them, the row he stands on, what somebody holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from osago_xl.books.base import FormValues
from osago_xl.desk.blanks.register import POLICY_FORM, open_register
from osago_xl.domain.blanks.model import Place, Span
from osago_xl.domain.blanks.register import Register, Stock
from osago_xl.errors import InputError
from osago_xl.schema.sheets.blanks import FORM_KINDS, FORM_MOVES
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.reference import AGENTS
from osago_xl.values.identifiers.base import cyrillic
from osago_xl.work import asking
from osago_xl.work.ui import Ui
from osago_xl.work.unit import Work

_RANGE = re.compile(
    r"(?P<series>[^\W\d]*)\s*(?P<first>\d{1,20})(?:\s*[-–—:]\s*(?P<last>\d{1,20})|\s+(?P<count>\d{1,6})\s*шт\.?)?",
    re.IGNORECASE,
)


class Range(NamedTuple):
    """Forms as typed: «ААМ 0001000001–0001000050»; a single one has last equal to first."""

    series: str
    first: str
    last: str

    @property
    def size(self) -> int:
        return int(self.last) - int(self.first) + 1

    def __str__(self) -> str:
        numbers = self.first if self.first == self.last else f"{self.first}–{self.last}"
        return f"{self.series} {numbers}".strip()


def read_ranges(text: str) -> list[Range]:
    """«ААМ 0001000001–0001000050; 0001000060; ААК 0002000001 50 шт.» as ranges; InputError for anything else.

    A series not repeated is that of the range before.
    """
    found: list[Range] = []
    for part in map(str.strip, re.split(r"[;,]", text.strip(" ;,"))):
        match = _RANGE.fullmatch(part)
        if not match:
            message = f"«{part}» не похоже на бланки. Впишите серию и номера: ААМ 0001000001–0001000050."
            raise InputError("Бланки", text, message)
        first, count = match["first"], match["count"]
        last = match["last"] or (str(int(first) + int(count) - 1).zfill(len(first)) if count else first)
        series = cyrillic(match["series"]) or (found[-1].series if found else "")
        found.append(Range(series, first, last))
    return found


def ask_ranges(ui: Ui, question: str, proposed: Iterable[Range] = ()) -> list[Range]:
    """Ranges typed by the agent; what is proposed stands in the line already."""
    return read_ranges(asking.text(ui, f"{question}: серия, номер или «с–по»", "; ".join(map(str, proposed))))


def at_hand(work: Work) -> list[Range]:
    """The form of Оформление or of the selected policy, or the range of the selected movement."""
    selection = work.selection()
    if selection.sheet == "Оформление":
        form = work.form("form_")
        return _range(form["series"], form["number"])
    rows = [row for row in (work.find(work.named(selection.table), key) for key in selection.keys) if row]
    if selection.table == POLICIES.name:
        return [each for row in rows for each in _range(row["series"], row["number"])]
    if selection.table == FORM_MOVES.name:
        return [Range(cyrillic(row["series"]), row["first"], row["last"] or row["first"]) for row in rows]
    return []


def _range(series: str, number: str) -> list[Range]:
    return [Range(cyrillic(series), number, number)] if number.isdigit() else []


def next_free(register: Register, insurer: str = "", kind: str = POLICY_FORM, holder: str = "") -> list[Range]:
    """The clean form to take next, of this company or of any; a sub-agent's when he is named as the holder."""
    insurers = [insurer] if insurer else sorted({stock.insurer for stock, _ in register.position()})
    found = next((form for name in insurers if (form := register.next_free(kind, name, holder))), None)
    return [Range(found[0], found[1], found[1])] if found else []


def offer_blank(work: Work, ui: Ui, form: FormValues) -> None:
    """The next clean form of the company for a policy on paper that has no number yet; a sub-agent takes his own."""
    if form["on_paper"] != "да" or form["number"] or form["kind"] == "расчёт":
        return
    agent = work.find(AGENTS, form["agent"])
    holder = agent["agent"] if agent and agent["role"] == "субагент" else ""
    free = next_free(open_register(work), form["insurer"], holder=holder)
    if free and ui.ask(f"Следующий чистый бланк: {free[0]}. Взять его?"):
        work.fill("form_", series=free[0].series, number=free[0].first)


def held(register: Register, wanted: Callable[[Stock, Span], bool]) -> list[Range]:
    """Forms of the position that fit, as ranges."""
    return [
        Range(stock.series, str(span.first).zfill(stock.width), str(span.last).zfill(stock.width))
        for stock, span in register.position()
        if wanted(stock, span)
    ]


def held_by(register: Register, agent: str) -> list[Range]:
    """What a sub-agent has to give back."""
    return held(register, lambda _stock, span: span.in_stock and span.place is Place.SUBAGENT and span.holder == agent)


def find_form(register: Register, form: Range) -> tuple[str, Span | None]:
    """Kind and whereabouts of the first form of a range; an unknown one counts as a policy form."""
    for kind in FORM_KINDS:
        if found := register.find(kind, form.series, form.first):
            return kind, found[1]
    return POLICY_FORM, None
