"""Rows of a contract → its terms on paper: drivers, purpose, periods, factors, the policy before."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from osago_xl.desk.papers.contexts_parts import Contract, insurer_name, insurer_of
from osago_xl.documents.contexts.common import (
    Calculation,
    ModernDriver,
    Period,
    Periods,
    PolicyRef,
    Purpose,
    periods_of_use,
)
from osago_xl.domain.factors import bonus_malus
from osago_xl.schema.facts import Values
from osago_xl.tariffs.own import tariffs
from osago_xl.values.dates import full_years
from osago_xl.work.unit import Work

_FACTORS = ("tb", "kt", "kbm", "kvs", "ks", "kp", "km", "ko")


def drivers(contract: Contract) -> list[ModernDriver]:
    """The admitted drivers in their order, experience in full years on the first day of the policy."""
    return [_driver(contract, admitted, row) for admitted, row in contract.admitted]


def _driver(contract: Contract, admitted: Values, row: Values) -> ModernDriver:
    years = full_years(row["licensed"], contract.policy["starts"]) if row["licensed"] else None
    return ModernDriver(
        name=row["name"],
        birth_date=row["birth_date"],
        licence=licence(row),
        experience="" if years is None else str(max(years, 0)),
        since=row["licensed"],
        previous_licence=", ".join(part for part in (row["former_licence"], row["former_name"]) if part),
        kbm=admitted["kbm"] or row["kbm"] or without_history(contract.policy),
    )


def without_history(policy: Values) -> Decimal | None:
    """The КБМ of a driver of whom none was typed: that of no history, where the policy was priced with it."""
    if policy["kbm"] is None or not policy["starts"]:
        return None
    factor = bonus_malus(tariffs().at(policy["starts"]), None, None).value
    return factor if factor is not None and factor <= policy["kbm"] else None


def licence(row: Values) -> str:
    return f"{row['licence_series']} {row['licence_number']}".strip()


def former_licences(contract: Contract) -> str:
    """Licences changed, for «Иные сведения»: without them the КБМ is not found."""
    return "; ".join(
        f"{driver.name}: прежнее водительское удостоверение {driver.previous_licence}"
        for driver in drivers(contract)
        if driver.previous_licence
    )


_BOXES = {"скорая помощь": Purpose.EMERGENCY} | {purpose.value: purpose for purpose in Purpose}


def purpose(contract: Contract) -> Purpose:
    """The box to tick; a word that has none of its own is «прочее»."""
    return _BOXES.get(contract.policy["purpose"] or contract.car["purpose"] or Purpose.PERSONAL, Purpose.OTHER)


def trailer(contract: Contract) -> bool:
    return bool((contract.policy["trailer"] or contract.car["trailer"]) == "да")


def unlimited(contract: Contract) -> bool:
    return bool(contract.policy["unlimited"] == "да")


def periods(policy: Values) -> Periods:
    """The periods of use; the whole term when none are named."""
    named = [Period(starts=policy[f"use_{n}_from"], ends=policy[f"use_{n}_to"]) for n in (1, 2, 3)]
    named = [period for period in named if period.starts or period.ends]
    return periods_of_use(*(named or [Period(starts=policy["starts"], ends=policy["ends"])]))


def calculation(policy: Values) -> Calculation:
    """The factors stored at the sale."""
    return Calculation(total=policy["premium"], **{key: policy[key] for key in _FACTORS})


def policy_ref(policy: Values | None, insurer: Mapping[str, Any] | None = None) -> PolicyRef:
    """A policy as papers name it; nothing for none."""
    if policy is None:
        return PolicyRef()
    named = insurer_name(insurer) if insurer else policy["insurer"]
    return PolicyRef(series=policy["series"], number=policy["number"], insurer=named)


def previous_ref(work: Work, contract: Contract) -> PolicyRef:
    """The contract before, of the same vehicle."""
    before = contract.previous
    return policy_ref(before, insurer_of(work, before["insurer"]) if before else None)
