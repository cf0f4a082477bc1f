"""Bank accounts: 20 digits whose control digit depends on the БИК of the bank.

>>> of_client("044525225").is_valid("40702810138250123017")
True
"""

from __future__ import annotations

from osago_xl.findings import Finding, error
from osago_xl.values.identifiers import base
from osago_xl.values.identifiers.bik import BIK

_WEIGHTS = (7, 1, 3) * 8


def of_client(bik: str) -> base.Identifier:
    """The account of a client in the bank with this БИК."""
    code = BIK.compact(bik)
    return _with_prefix("Расчётный счёт", code, code[-3:])


def correspondent(bik: str) -> base.Identifier:
    """The correspondent account of the bank with this БИК."""
    code = BIK.compact(bik)
    return _with_prefix("Корр. счёт", code, "0" + code[4:6])


def _with_prefix(field: str, bik: str, prefix: str) -> base.Identifier:
    def findings(value: str) -> list[Finding]:
        if wrong := base.wrong_digits("account", value, 20):
            return wrong
        if not BIK.is_valid(bik):
            return [error("account", "счёт проверяется вместе с БИК, а он неверен", "Исправьте БИК банка.")]
        if base.weighted_sum(prefix + value, _WEIGHTS) % 10:
            message = "контрольная цифра не сходится с БИК"
            return [error("account", message, "Опечатка в счёте или счёт другого банка. Сверьте реквизиты.")]
        return []

    return base.Identifier("account", field, base.squeeze, findings)
