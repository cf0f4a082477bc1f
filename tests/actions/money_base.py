"""What tests of money put into a book besides the fixture `office`."""

from datetime import date
from decimal import Decimal as D

from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.reference import AGENTS, INSURERS

NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))


def policy(work, number, **other):
    values = {
        "client": "К-000001", "car": "А-000001", "product": "ОСАГО", "insurer": "Пример", "series": "ААМ",
        "number": number, "state": "оформлен", "signed": date(2026, 11, 10), "starts": date(2026, 11, 10),
        "ends": date(2027, 11, 9), "premium": D(10000), "bordereau_percent": D(10), "bordereau": D(1000),
        "services_percent": D(5), "services": D(500), "agent": "Я",
    }  # fmt: skip
    return work.add(POLICIES, **values | other)


def set_hold(desk, hold):
    desk.setup(lambda work: work.set(INSURERS, work.rows(INSURERS)[0], hold=hold))


def change(desk, key, **values):
    desk.setup(lambda work: work.set(POLICIES, work.get(POLICIES, key), **values))


def sub_agent(work):
    work.add(AGENTS, agent="Орлов", role="субагент", share=D(40))
    policy(work, "0000000002", agent="Орлов")
