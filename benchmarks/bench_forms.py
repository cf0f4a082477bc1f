"""БСО: 200 000 forms in 5 000 movements: replay, balance of a year, position. Budget: balance ≤ 1 s."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import TypeVar

from osago_xl.domain.blanks.model import Movement, Operation
from osago_xl.domain.blanks.register import Register
from osago_xl.domain.blanks.reports import balance, inventory

Result = TypeVar("Result")

FORMS, BATCH, MOVEMENTS = 200_000, 1_000, 5_000
START = date(2025, 12, 1)


def movements() -> Iterator[Movement]:
    """200 receipts of 1 000 forms, then issues, transfers and losses spread over a year."""
    chance = random.Random(7)

    def row(day: date, operation: Operation, first: int, last: int, policy: str = "") -> Movement:
        party = f"Субагент {first % 20}"
        return Movement(day, operation, "полис", "СК", "ААМ", f"{first:010d}", f"{last:010d}", party, policy)

    for batch in range(FORMS // BATCH):
        yield row(START, Operation.RECEIVE, batch * BATCH, (batch + 1) * BATCH - 1)
    rest = MOVEMENTS - FORMS // BATCH
    slots = chance.sample(range(FORMS // 20), rest)
    for n, slot in enumerate(slots):
        day = START + timedelta(days=1 + n * 380 // rest)
        operation = chance.choice([Operation.USE, Operation.USE, Operation.TRANSFER, Operation.SPOIL])
        size = 1 if operation is Operation.USE else 20
        yield row(day, operation, slot * 20, slot * 20 + size - 1, f"П-{n:06d}")


def timed(label: str, work: Callable[[], Result]) -> Result:
    start = time.process_time()
    result = work()
    print(f"{label:<28}{time.process_time() - start:8.3f} s")
    return result


def main() -> None:
    rows = list(movements())
    register, remarks = timed(f"replay of {len(rows)} movements", lambda: Register.replay(rows))
    assert not remarks, remarks[0]
    lines = timed("balance of a year", lambda: balance(register, date(2026, 1, 1), date(2026, 12, 31)))
    timed("inventory", lambda: inventory(register))
    spans = timed("position", lambda: list(register.position()))
    print(f"forms {sum(span.size for _, span in spans)}, spans {len(spans)}, even {lines[0].is_even}")


if __name__ == "__main__":
    main()
