"""What the files of an act may hold: the columns of each table and the limits of its values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

CONFIDENCE = ("certain", "likely", "derived", "carried", "carried-at-risk", "unknown", "own")
TAIL = ("valid_from", "confidence", "sources", "note")
KBM_CLASSES = ("M", *map(str, range(14)))
CATEGORIES = ("A", "B", "C", "D", "Tb", "Tm", "tractor")
BASE_CLASSES = (
    "A", "B individual", "B legal", "B taxi", "C up to 16 t", "C over 16 t", "D up to 16 seats", "D over 16 seats",
    "D regular routes", "Tb", "Tm", "tractor",
)  # fmt: skip
RULES = (
    "legal_kvs_multiplier", "class_without_history", "foreign_class", "high_premium_multiple",
    "power_factor_families", "short_contract_months",
)  # fmt: skip


def _decimal(low: str, high: str) -> Callable[[str], str]:
    """Reason why a text is not a number in [low, high], or nothing."""

    def check(text: str) -> str:
        if not text.replace(".", "", 1).isdecimal() or not text[0].isdecimal():
            return f"«{text}» не число"
        return "" if Decimal(low) <= Decimal(text) <= Decimal(high) else f"{text} вне пределов {low}…{high}"

    return check


def _whole(high: int) -> Callable[[str], str]:
    return lambda text: "" if text.isdecimal() and int(text) <= high else f"«{text}» не целое до {high}"


def _one_of(*words: str) -> Callable[[str], str]:
    return lambda text: "" if text in words else f"«{text}» нет среди: {', '.join(words)}"


def _any(text: str) -> str:
    return "" if text else "пусто"


@dataclass(frozen=True, slots=True)
class Table:
    """Columns of one file: those that name a row and those that give its values, each with its check.

    An empty value is a statement: the law has one and no source gives it. `empty_keys` may stay open.
    """

    keys: dict[str, Callable[[str], str]]
    values: dict[str, Callable[[str], str]]
    empty_keys: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.keys, *self.values, *TAIL)


_FACTOR = _decimal("0.1", "10")
_KT = _decimal("0.3", "50")
_RATE = _decimal("50", "100000")
_AGE = _whole(110)

TABLES = {
    "base_rates": Table({"class": _one_of(*BASE_CLASSES)}, {"min": _RATE, "max": _RATE}),
    "kt": Table({"region": _any, "place": _any}, {"vehicles": _KT, "tractors": _KT}),
    "kt_status": Table({"region": _any, "place": _any}, {}),
    "kt_foreign": Table({"origin": _one_of("any", "unfriendly"), "category": _one_of("*", *CATEGORIES)}, {"kt": _KT}),
    "kbm": Table({"class": _one_of(*KBM_CLASSES)}, {"kbm": _FACTOR}),
    "kbm_next": Table(
        {"class": _one_of(*KBM_CLASSES), "claims": _one_of("0", "1", "2", "3", "4+")}, {"next": _one_of(*KBM_CLASSES)}
    ),
    "kvs": Table(
        {
            "family": _one_of("A", "common"),
            "age_from": _AGE,
            "age_to": _AGE,
            "experience_from": _AGE,
            "experience_to": _AGE,
        },
        {"kvs": _FACTOR},
        ("age_to", "experience_to"),
    ),
    "ko": Table(
        {"drivers": _one_of("limited", "unlimited"), "owner": _one_of("any", "individual", "legal")}, {"ko": _FACTOR}
    ),
    "km": Table(
        {"family": _one_of("A", "B"), "power_over": _whole(3000), "power_to": _whole(3000)},
        {"km": _FACTOR},
        ("power_to",),
    ),
    "ks": Table({"months_from": _whole(12), "months_to": _whole(12)}, {"ks": _FACTOR}),
    "kp": Table({"unit": _one_of("days", "months"), "from": _whole(31), "to": _whole(31)}, {"kp": _FACTOR}, ("to",)),
    "rules": Table({"name": _one_of(*RULES)}, {"value": _any}),
}
