"""Clients with policies, and the list of the day, in few words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from desk import Desk

from osago_xl.books.base import Row
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.work.unit import Work


def client(work: Work, name: str = "Орлов Пётр Ильич", n: int = 1, **more: Any) -> Row:
    values = {"status": "активный", "added": date(2025, 1, 1), "kind": "физлицо", "agent": "Я"} | more
    return work.add(CLIENTS, name=name, phone=f"+7 (900) 000-00-{n:02}", **values)


def policy(work: Work, holder: Row, ends: date, **more: Any) -> Row:
    values = {"starts": date(ends.year - 1, ends.month, ends.day) + timedelta(days=1), "signed": date(2025, 11, 1)}
    known = {"client": holder["key"], "product": "ОСАГО", "state": "оформлен"}
    return work.add(POLICIES, **{**known, **values, "ends": ends, **more})


def due(desk: Desk) -> list[str]:
    desk.click("build_call_list")
    return [row["reasons"] for row in desk.rows("tblCalls")]
