"""The append-only register of strict-accounting forms: place and state follow from movements.

Works on intervals, never on single forms: a receipt of 10 000 blanks is one span until something happens
to one of them. A movement is applied whole or refused whole with its reasons.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from osago_xl.domain.blanks import spans as forms_spans
from osago_xl.domain.blanks.model import Circumstances, Movement, Operation, Span, State
from osago_xl.domain.blanks.ranges import NumberRange, read
from osago_xl.domain.blanks.rules import confirms, row_findings, span_findings
from osago_xl.errors import InputError
from osago_xl.findings import Finding, error, errors, warning
from osago_xl.values.identifiers.base import cyrillic
from osago_xl.values.text import clean


class Stock(NamedTuple):
    """What numbers are unique in: one insurer's forms of a kind, series and digit count."""

    insurer: str
    kind: str
    series: str
    width: int


class Entry(NamedTuple):
    """A movement as applied: which spans it replaced by which, for reports and for undo."""

    movement: Movement
    stock: Stock
    numbers: NumberRange
    before: tuple[Span, ...]
    after: tuple[Span, ...]

    def stock_change(self, holder: str | None = None) -> int:
        """By how many forms the issuable stock grew (a receipt) or shrank (an issue), of everyone or of one holder."""
        return forms_spans.issuable(self.after, holder) - forms_spans.issuable(self.before, holder)


class Register:
    """Movements in the order of recording and the position they lead to."""

    def __init__(self, around: Circumstances | None = None) -> None:
        self.around = around or Circumstances()
        self.entries: list[Entry] = []
        self._spans: dict[Stock, list[Span]] = {}
        self._firsts: dict[Stock, list[int]] = {}
        self._forms_of_policy: Counter[tuple[str, str]] = Counter()

    @classmethod
    def replay(
        cls, movements: Iterable[Movement], around: Circumstances | None = None
    ) -> tuple[Register, list[tuple[Movement, list[Finding]]]]:
        """The register after all rows, and the rows that have something to be said about.

        A row with an error was not applied.
        """
        register = cls(around)
        remarks = [(movement, register.record(movement)) for movement in movements]
        return register, [(movement, findings) for movement, findings in remarks if findings]

    def record(self, movement: Movement) -> list[Finding]:
        """Apply a movement unless it breaks an invariant; the findings say why it was refused or is odd."""
        movement = _tidy(movement)
        numbers = read(movement.first, movement.last, movement.quantity)
        if isinstance(numbers, Finding):
            return [numbers]
        found = list(row_findings(movement, numbers, self.around))
        stock, findings = self._locate(movement, numbers)
        found += findings
        if stock is None or errors(found):
            return found
        if not self._confirmed(movement, stock, numbers):
            found += span_findings(movement, self._touched(stock, numbers), numbers, self.around)
        found += self._second_form(movement)
        if not errors(found):
            self._apply(movement, stock, numbers)
        return found

    def undo(self, papers: Iterable[str] = ()) -> Movement:
        """Take back the last movement and return it; `papers` are documents already handed over.

        Raises InputError when there is none or a paper was made of it.
        """
        if not self.entries:
            raise InputError("Движение", "", "Движений бланков нет: отменять нечего.")
        movement, stock, _, before, after = self.entries[-1]
        if movement.document and movement.document in set(papers):
            message = f"Движение вошло в документ «{movement.document}». Сначала аннулируйте документ."
            raise InputError("Движение", movement.document, message)
        self.entries.pop()
        self._replace(stock, after, before)
        return movement

    def as_of(self, day: date) -> Register:
        """The register as it stood in the evening of a day.

        The movements of one form are in order of date, so those up to a day can be applied unchecked.
        """
        past = Register(self.around)
        for entry in self.entries:
            if entry.movement.day <= day:
                past._apply(entry.movement, entry.stock, entry.numbers)
        return past

    def position(self) -> Iterator[tuple[Stock, Span]]:
        """All forms as the fewest spans, in the order of stocks and numbers."""
        for stock in sorted(self._spans):
            yield from ((stock, span) for span in forms_spans.merged(self._spans[stock]))

    def find(self, kind: str, series: str, number: str) -> tuple[Stock, Span] | None:
        """Where one form is now; None when it was never received."""
        numbers = read(number, "")
        if isinstance(numbers, Finding):
            return None
        for stock in self._named(kind, cyrillic(series), numbers.width):
            if touched := self._touched(stock, numbers):
                return stock, touched[0]
        return None

    def foreign_to(self, movement: Movement, numbers: NumberRange) -> list[str]:
        """Other insurers with whom some of these forms lie."""
        named = self._named(movement.kind, movement.series, numbers.width)
        return [each.insurer for each in named if each.insurer != movement.insurer and self._touched(each, numbers)]

    def holders(self, movement: Movement) -> set[str]:
        """The sub-agents with whom forms of a range lie, "" for the agent himself; empty for unknown forms."""
        numbers = read(movement.first, movement.last)
        if isinstance(numbers, Finding):
            return set()
        stocks = self._named(movement.kind, cyrillic(movement.series), numbers.width)
        return {span.holder for stock in stocks for span in self._touched(stock, numbers) if span.in_stock}

    def next_free(self, kind: str, insurer: str, holder: str = "") -> tuple[str, str] | None:
        """Series and number of the clean form to issue next: the longest in stock, then the lowest number."""
        free = [
            (span.received, stock, span.first)
            for stock, held in self._spans.items()
            for span in held
            if (stock.kind, stock.insurer) == (kind, insurer)
            and (span.state, span.holder) == (State.CLEAN, holder)
            and span.in_stock
        ]
        if not free:
            return None
        _, stock, number = min(free)
        return stock.series, str(number).zfill(stock.width)

    def _locate(self, movement: Movement, numbers: NumberRange) -> tuple[Stock | None, list[Finding]]:
        """The stock whose forms the row means, or why there is none."""
        named = self._named(movement.kind, movement.series, numbers.width)
        holding = [stock for stock in named if self._touched(stock, numbers)]
        if movement.operation is Operation.RECEIVE:
            stock = Stock(movement.insurer, movement.kind, movement.series, numbers.width)
            if holding == [stock] and self._confirmed(movement, stock, numbers):
                return stock, self._missing(movement, stock, numbers)
            return stock, [self._overlap(stock, other, numbers) for other in holding]
        if movement.insurer:
            holding = [stock for stock in holding if stock.insurer == movement.insurer]
        if len(holding) > 1:
            message = f"{movement.series} {numbers}: такие бланки есть у нескольких компаний"
            return None, [error("forms.insurer", message, "Впишите компанию.")]
        found = holding[0] if holding else None
        return found, self._missing(movement, found, numbers)

    def _overlap(self, stock: Stock, other: Stock, numbers: NumberRange) -> Finding:
        span = self._touched(other, numbers)[0]
        number = numbers.text(max(span.first, numbers.first))
        if other == stock:
            message = f"{stock.series} {number}: такой бланк уже получен"
            return error("forms.overlap", message, "Проверьте диапазон: он пересекается с прежним.")
        message = f"{stock.series} {number}: такой же номер числится у компании {other.insurer}"
        return warning("forms.overlap", message, "Номер полиса один на всех страховщиков. Проверьте компанию.")

    def _missing(self, movement: Movement, stock: Stock | None, numbers: NumberRange) -> list[Finding]:
        expected = numbers.first
        for span in self._touched(stock, numbers) if stock else []:
            if span.first > expected:
                break
            expected = span.last + 1
        if expected > numbers.last:
            return []
        message = f"{movement.series} {numbers.text(expected)}: такого бланка вы не получали".lstrip()
        return [error("forms.unknown", message, self._of_another_series(movement, numbers))]

    def _of_another_series(self, movement: Movement, numbers: NumberRange) -> str:
        """What to do about an unknown form: the same numbers of another series are likely the ones meant."""
        alike = (stock for stock in self._spans if (stock.kind, stock.width) == (movement.kind, numbers.width))
        held = sorted({stock.series for stock in alike if self._touched(stock, numbers)} - {movement.series})
        if held:
            return f"Какой серии? У вас есть {', '.join(f'{series} {numbers}' for series in held)}."
        return "Сначала запишите получение или исправьте номер."

    def _second_form(self, movement: Movement) -> Iterator[Finding]:
        """A policy lives on one form of a kind; another blank replaces the first."""
        uses = movement.operation is Operation.USE and movement.policy
        if uses and self._forms_of_policy[movement.kind, movement.policy]:
            message = f"полис {movement.policy} уже выписан на другом бланке"
            yield error("forms.policy", message, "Сначала запишите замену прежнего бланка.")

    def _named(self, kind: str, series: str, width: int) -> list[Stock]:
        return [stock for stock in self._spans if stock[1:] == (kind, series, width)]

    def _touched(self, stock: Stock, numbers: NumberRange) -> tuple[Span, ...]:
        held, firsts = self._spans.get(stock, []), self._firsts.get(stock, [])
        start = bisect_left(firsts, numbers.first)
        if start and held[start - 1].last >= numbers.first:
            start -= 1
        return tuple(held[start : bisect_left(firsts, numbers.last + 1)])

    def _apply(self, movement: Movement, stock: Stock, numbers: NumberRange) -> None:
        before = self._touched(stock, numbers)
        if self._confirmed(movement, stock, numbers):
            after = before
        elif movement.operation is Operation.RECEIVE:
            after = (forms_spans.received(movement, numbers),)
        else:
            after = tuple(piece for span in before for piece in forms_spans.moved(movement, span, numbers, self.around))
        self.entries.append(Entry(movement, stock, numbers, before, after))
        self._replace(stock, before, after)

    def _confirmed(self, movement: Movement, stock: Stock, numbers: NumberRange) -> bool:
        return confirms(movement, self._touched(stock, numbers), self.around)

    def _replace(self, stock: Stock, before: tuple[Span, ...], after: tuple[Span, ...]) -> None:
        held, firsts = self._spans.setdefault(stock, []), self._firsts.setdefault(stock, [])
        start = bisect_left(firsts, (before or after)[0].first)
        held[start : start + len(before)] = after
        firsts[start : start + len(before)] = [span.first for span in after]
        if not held:
            del self._spans[stock], self._firsts[stock]
        self._forms_of_policy.subtract(_policies(stock, before))
        self._forms_of_policy.update(_policies(stock, after))


def _tidy(movement: Movement) -> Movement:
    """Names as they compare: one alphabet in the series, no stray spaces."""
    written = movement.kind, movement.insurer, movement.series, movement.party
    kind, insurer, series, party = clean(written[0]), clean(written[1]), cyrillic(written[2]), clean(written[3])
    if written == (kind, insurer, series, party):
        return movement
    return movement._replace(kind=kind, insurer=insurer, series=series, party=party)


def _policies(stock: Stock, spans: Iterable[Span]) -> list[tuple[str, str]]:
    return [(stock.kind, span.policy) for span in spans if span.state is State.USED and span.policy]
