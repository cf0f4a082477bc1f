"""Rows of the register of strict forms as tests write them."""

from datetime import date, timedelta

from osago_xl.domain.blanks.model import Movement, Operation

START = date(2026, 2, 3)
POLICY, RECEIPT = "полис ОСАГО", "квитанция А-7"


def row(operation, first, last="", *, day=0, **other):
    fields = {"kind": POLICY, "insurer": "", "series": "ААМ"} | other
    when = day if isinstance(day, date) else START + timedelta(days=day)
    return Movement(when, Operation(operation), first=first, last=last, **fields)


def received(first="0000000001", last="0000000050", **other):
    return row("получен", first, last, **{"insurer": "СК «Пример»"} | other)


def record(register, *rows):
    for movement in rows:
        assert register.record(movement) == []


def refusal(register, movement):
    before = list(register.position()), len(register.entries)
    errors = [finding for finding in register.record(movement) if finding.level == "error"]
    assert (list(register.position()), len(register.entries)) == before
    assert errors and all(finding.hint for finding in errors)
    return errors[0].rule, errors[0].message


def form(register, number):
    return register.find(POLICY, "ААМ", number)[1]
