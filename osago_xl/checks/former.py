"""Figures that an earlier version stored wrongly: each with what is right, why, and the button that puts it right."""

from __future__ import annotations

from collections.abc import Iterator

from osago_xl.checks.base import Placed
from osago_xl.desk.money.former import wrong_figures
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.values.money import money
from osago_xl.work.unit import Work


def check(work: Work) -> Iterator[Placed]:
    """One finding per figure."""
    for wrong in wrong_figures(work):
        message = f"записано {money(wrong.stored)}, верно {money(wrong.right)}: {wrong.why}"
        rule = "commission.former" if wrong.column in ("bordereau", "services") else "payment.former"
        hint = "Деньги → Исправить деньги."
        yield Placed(POLICIES.name, wrong.policy, wrong.column, "error", rule, message, hint)
