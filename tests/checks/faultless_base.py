"""Rows of a small base in which «Проверить базу» finds nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

TODAY = date(2026, 11, 22)
BASE: dict[str, list[dict[str, Any]]] = {
    "tblInsurers": [{"insurer": "Пример", "full_name": "СК «Пример»", "active": "да", "hold": "1"}],
    "tblRegions": [{"region": "Москва", "code": "77"}],
    "tblMakes": [{"make": "Kia"}],
    "tblKbm": [{"kbm": 0.46}],
    "tblClients": [
        {
            "key": "К-000001", "name": "Иванов Пётр", "phone": "+7 (916) 111-22-33", "status": "активный",
            "channel": "Сайт", "agent": "Я", "kind": "физлицо", "birth_date": date(1980, 5, 5), "paper": "паспорт РФ",
            "paper_series": "4509", "paper_number": "123456", "paper_issued": date(2001, 5, 5), "added": TODAY,
        },
        {
            "key": "К-000002", "name": "Орлова Анна", "phone": "+7 (916) 111-22-34", "status": "активный",
            "channel": "Сайт", "agent": "Я", "kind": "физлицо", "referrer": "К-000001", "added": TODAY,
        },
    ],
    "tblCars": [
        {
            "key": "А-000001", "make": "Kia", "model": "Rio", "plate": "А123ВС77", "vin": "Z94CT51DAFR132154",
            "year": 2015, "power_hp": 100, "category": "B", "purpose": "личная", "region": "Москва", "place": "Москва",
            "owner": "К-000001", "paper": "СТС", "paper_series": "7712", "paper_number": "123456",
            "paper_issued": date(2015, 6, 1),
        },
    ],
    "tblDrivers": [
        {
            "key": "В-000001", "name": "Иванов Пётр", "birth_date": date(1980, 5, 5), "licence_series": "7701",
            "licence_number": "123456", "licensed": date(2000, 1, 1), "kbm": 0.46, "client": "К-000001",
        },
    ],
    "tblPolicies": [
        {
            "key": "П-000001", "client": "К-000001", "owner": "К-000001", "car": "А-000001", "product": "ОСАГО",
            "insurer": "Пример", "state": "оформлен", "series": "ААМ", "number": "0000000001",
            "signed": date(2025, 11, 20), "starts": date(2025, 11, 25), "ends": date(2026, 11, 24), "premium": 10000,
            "paid": 10000, "bordereau_percent": 10, "bordereau": 1000, "agent": "Я", "unlimited": "нет",
            "bordereau_act": "АК-000001",
        },
        {
            "key": "П-000002", "client": "К-000001", "owner": "К-000001", "car": "А-000001", "product": "ОСАГО",
            "insurer": "Пример", "state": "оформлен", "series": "ХХХ", "number": "0000000002", "signed": TODAY,
            "starts": date(2026, 11, 25), "ends": date(2027, 11, 24), "premium": 10000, "agent": "Я",
            "unlimited": "нет", "previous": "П-000001",
        },
    ],
    "tblPayments": [
        {
            "key": "О-000001", "day": date(2025, 11, 20), "kind": "премия", "party": "Пример", "income": 10000,
            "method": "карта", "policy": "П-000001", "agent": "Я", "fn": "9999078900001234",
        },
        {
            "key": "О-000002", "due": date(2026, 12, 1), "kind": "премия", "party": "Пример", "income": 10000,
            "policy": "П-000002", "agent": "Я",
        },
    ],
    "tblActs": [
        {
            "key": "АК-000001", "number": "1", "kind": "бордеро", "party": "Пример", "since": date(2025, 11, 1),
            "until": date(2025, 11, 30), "day": date(2025, 12, 1), "policies": 1, "premium": 10000, "commission": 1000,
            "to_transfer": 9000, "to_return": 0, "state": "создан",
        },
    ],
    "tblDocs": [
        {
            "key": "Д-000001", "day": date(2026, 1, 1), "kind": "согласие: обработка", "source": "клиент",
            "client": "К-000001", "file": "scan.pdf",
        },
    ],
    "tblFormMoves": [
        {
            "key": "Б-000001", "place": 1, "day": date(2025, 11, 1), "operation": "получен", "kind": "полис ОСАГО",
            "insurer": "Пример", "series": "ААМ", "first": "0000000001", "last": "0000000009",
        },
        {
            "key": "Б-000002", "place": 2, "day": date(2025, 11, 20), "operation": "использован",
            "kind": "полис ОСАГО", "insurer": "Пример", "series": "ААМ", "first": "0000000001", "last": "0000000001",
            "policy": "П-000001",
        },
    ],
    "tblCommission": [{"since": date(2025, 1, 1), "bordereau": 10}],
    "tblBaseRates": [
        {
            "insurer": "Пример", "category": "B", "owner": "физлицо", "territory": "все", "since": date(2025, 12, 9),
            "rate": 5000,
        },
    ],
}  # fmt: skip
