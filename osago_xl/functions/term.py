"""Money over the unexpired term: refund and surcharge."""

from __future__ import annotations

from osago_xl.domain.refund import WITHHELD, refund, surcharge
from osago_xl.functions import cells
from osago_xl.functions.registry import Arg, function
from osago_xl.values.reading import number

_STARTS = Arg("starts", "Первый день договора")
_ENDS = Arg("ends", "Последний день договора")


@function(
    "OSAGO_REFUND",
    "Оценка возврата при досрочном прекращении: (премия − 23 %) × оставшиеся дни / дни договора.",
    Arg("premium", "Уплаченная премия, рублей"),
    _STARTS,
    _ENDS,
    Arg("ended", "День, когда страховщик получил заявление; дни считаются со следующего"),
    Arg("withheld", "Удерживаемая доля; пусто означает 0,23", optional=True),
    example="=OSAGO_REFUND(10000;ДАТА(2026;1;1);ДАТА(2026;12;31);ДАТА(2026;6;30))",
)
def osago_refund(premium: object, starts: object, ends: object, ended: object, withheld: object) -> float:
    share = number(withheld, "withheld")
    return cells.shown(
        refund(
            cells.number(premium, "premium"),
            cells.day(starts, "starts"),
            cells.day(ends, "ends"),
            cells.day(ended, "ended"),
            withheld=WITHHELD if share is None else share,
        ).amount
    )


@function(
    "OSAGO_SURCHARGE",
    "Доплата при изменении договора: (новая − прежняя премия) × оставшиеся дни / дни договора.",
    Arg("old_premium", "Прежняя премия за год, рублей"),
    Arg("new_premium", "Премия, пересчитанная с новыми данными, рублей"),
    _STARTS,
    _ENDS,
    Arg("changed", "Первый день действия изменения"),
    example="=OSAGO_SURCHARGE(10000;12000;ДАТА(2026;1;1);ДАТА(2026;12;31);ДАТА(2026;7;1))",
)
def osago_surcharge(old: object, new: object, starts: object, ends: object, changed: object) -> float:
    return cells.shown(
        surcharge(
            cells.number(old, "old_premium"),
            cells.number(new, "new_premium"),
            cells.day(starts, "starts"),
            cells.day(ends, "ends"),
            cells.day(changed, "changed"),
        ).amount
    )
