"""Rows as an agent would have them after some weeks: enough of each kind to try every formula of the sheets."""

from __future__ import annotations

from datetime import date
from typing import Any

TODAY = date(2026, 11, 22)

_NAMES = (
    "Константинопольский Александр Владимирович",
    "Иванова Анна Сергеевна",
    "ООО «Ромашка»",
    "Петров Пётр Петрович",
    "Ёлкина Ольга Ивановна",
    "Сидоров Иван Ильич",
    "Кузнецова Мария Павловна",
    "Ким Ен Су",
)
_STATUSES = (
    "активный", "активный", "активный", "не активный", "потенциальный", "не звонить", "активный", "потенциальный",
)  # fmt: skip


def _day(month: int, day: int, year: int = 2026) -> date:
    return date(year, month, day)


CLIENTS: list[dict[str, Any]] = [
    {
        "key": f"К-{n:06}",
        "name": name,
        "phone": f"+7 (916) 555-01-{n:02}",
        "status": status,
        "own_days": 1 if n == 5 else None,
        "next_call": _day(11, 20) if n == 1 else _day(12, 15) if n == 7 else None,
        "last_contact": _day(11, 21) if n == 5 else _day(4, 2) if n in (2, 6) else None,
        "last_order": _day(12, 6, 2025) if n in (1, 2, 3) else None,
        "policies": 1 if n in (1, 2, 3) else 0,
        "policy_ends": _day(12, 5) if n == 2 else _day(11, 25) if n == 3 else None,
        "year_premium": 61500.5 if n == 3 else 9800 if n < 3 else None,
        "added": _day(5, 26) if n == 8 else _day(1, 15),
        "channel": "Рекомендация",
        "agent": "Я",
        "kind": "юрлицо" if n == 3 else "физлицо",
        "birth_date": date(1984, 2, 29) if n == 2 else date(1990, 11, 25) if n == 4 else None,
        "cars": "Kia Rio А123ВС77" if n < 3 else "",
        "service": "ОСАГО" if n < 4 else "",
        "comment": "звонить после 18:00" if n == 2 else "",
    }
    for n, (name, status) in enumerate(zip(_NAMES, _STATUSES, strict=True), start=1)
]
POLICIES: list[dict[str, Any]] = [
    {
        "key": f"П-{n:06}",
        "client": f"К-{n:06}",
        "car": f"А-{n:06}",
        "car_name": "Kia Rio А123ВС77",
        "product": "ОСАГО",
        "insurer": "Ромашка",
        "series": "ХХХ",
        "number": f"0{123456780 + n}",
        "state": state,
        "signed": _day(12, 1, 2025),
        "starts": _day(12, 6, 2025),
        "ends": ends,
        "premium": 12345.67,
        "discount": 345.67 if n == 1 else None,
        "paid": 12000 if n == 1 else None,
        "agent": "Я",
    }
    for n, (state, ends) in enumerate(
        (
            ("оформлен", _day(12, 5)),
            ("оформлен", _day(11, 25)),
            ("оформлен", _day(11, 1)),
            ("расчёт", _day(12, 31)),
            ("лид", None),
        ),
        start=1,
    )
]
CARS: list[dict[str, Any]] = [
    {
        "key": f"А-{n:06}",
        "owner": f"К-{n:06}",
        "make": "Kia",
        "model": "Rio",
        "plate": "А123ВС77" if n < 3 else "",
        "vin": f"XW8ZZZ61ZKG00000{n}",
        "year": 2019,
        "power_hp": 123.5,
        "category": "B",
        "purpose": "личная",
    }
    for n in (1, 2, 3)
]
DRIVERS: list[dict[str, Any]] = [
    {
        "key": f"В-{n:06}",
        "name": _NAMES[n],
        "birth_date": date(1984, 2, 29),
        "licence_series": "9900",
        "licence_number": "012345",
        "licensed": date(2006, 11, 23),
        "client": f"К-{n + 1:06}",
    }
    for n in (1, 3)
]
CONTACTS: list[dict[str, Any]] = [
    {"key": "С-000001", "day": _day(11, 20), "client": "К-000002", "kind": "звонок", "result": "думает", "agent": "Я"}
]
TASKS: list[dict[str, Any]] = [
    {
        "key": f"З-{n:06}",
        "due": day,
        "what": "Отправить расчёт",
        "kind": "задача",
        "client": "К-000002",
        "state": "открыта",
    }
    for n, day in enumerate((_day(11, 1), _day(11, 22), _day(12, 30)), start=1)
]
PAYMENTS: list[dict[str, Any]] = [
    {"key": "О-000001", "day": _day(11, 2), "kind": "премия", "policy": "П-000001", "income": 12000, "method": "карта"},
    {"key": "О-000002", "due": _day(11, 10), "kind": "премия", "policy": "П-000002", "income": 5000, "method": "банк"},
]
MOVES: list[dict[str, Any]] = [
    {"key": "Б-000001", "day": _day(1, 9), "operation": "получен", "kind": "полис ОСАГО", "insurer": "Ромашка",
     "series": "ААВ", "first": "3012345601", "last": "3012345650"}
]  # fmt: skip
CALLS: list[dict[str, Any]] = [
    {
        "place": 1,
        "name": _NAMES[0],
        "phone": "+7 (916) 555-01-01",
        "why": "обещанный звонок; полис до 05.12",
        "offer": "КАСКО, квартира",
        "car_policy": "Kia Rio А123ВС77, ОСАГО Ромашка",
        "policy_ends": _day(12, 5),
        "days": 13,
        "last": "20.11.2026",
        "advertising": "нет",
        "reasons": "agreed,renewal",
    },
    {
        "place": 2,
        "name": _NAMES[1],
        "phone": "+7 (916) 555-01-02",
        "why": "полис заканчивается",
        "policy_ends": _day(11, 25),
        "days": 3,
        "advertising": "да",
        "result": "думает",
        "reasons": "renewal",
    },
]

ROWS: dict[str, list[dict[str, Any]]] = {
    "tblClients": CLIENTS,
    "tblPolicies": POLICIES,
    "tblCars": CARS,
    "tblDrivers": DRIVERS,
    "tblContacts": CONTACTS,
    "tblTasks": TASKS,
    "tblPayments": PAYMENTS,
    "tblFormMoves": MOVES,
    "tblCalls": CALLS,
}
FORMS: dict[str, dict[str, Any]] = {
    "card_": {"find": "иванова"},
    "form_": {"power_hp": 123.5},
}
