"""Blanks of a contract that ends early: the policy and the receipt stay with the client or come back."""

from __future__ import annotations

from osago_xl.books.base import Row
from osago_xl.desk.blanks.choice import find_form, held
from osago_xl.desk.blanks.register import open_register, record
from osago_xl.domain.blanks.model import Movement, Operation, State
from osago_xl.work import asking
from osago_xl.work.ui import Ui
from osago_xl.work.unit import Work

_STAYS = "остался у клиента"
_COMES_BACK = {"вернулся чистым": Operation.RELEASE, "вернулся испорченным": Operation.SPOIL}


def settle_blanks(work: Work, ui: Ui, policy: Row) -> list[str]:
    """Ask about every blank the register has for this policy; what was recorded, a line each."""
    register = open_register(work)
    told = []
    for blank in held(register, lambda _, span: span.state is State.USED and span.policy == policy["key"]):
        kind, _ = find_form(register, blank)
        answer = asking.option(ui, f"Что с бланком {blank} ({kind})?", [_STAYS, *_COMES_BACK])
        if answer != _STAYS:
            record(work, [Movement(work.today, _COMES_BACK[answer], kind, policy["insurer"], *blank)])
        told.append(f"Бланк {blank}: {answer}.")
    return told
