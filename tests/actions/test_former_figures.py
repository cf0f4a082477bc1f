"""What 0.2.0 stored wrongly is found, explained and put right: the figures that were seen, and their siblings."""

from datetime import date
from decimal import Decimal as D

import pytest

from osago_xl.schema.sheets.journals import PAYMENTS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.reference import AGENTS

TERM = {"signed": date(2026, 11, 30), "starts": date(2026, 12, 5), "ends": date(2027, 12, 4)}
ONES = dict.fromkeys(("kt", "kbm", "kvs", "ko", "km", "ks", "kp"), D(1))


def sell(desk, **values):
    """A policy as 0.2.0 has left it; `tb` is the product of its factors."""
    common = {"client": "К-000001", "product": "ОСАГО", "insurer": "Пример", "state": "оформлен", "agent": "Я"}
    desk.setup(lambda work: work.add(POLICIES, **common | TERM | ONES | {"bordereau_percent": D(10)} | values))
    return desk.rows("tblPolicies")[-1]["key"]


def surcharge(desk, policy, day, amount, paid=None):
    values = {"kind": "премия", "policy": policy, "party": "Пример", "comment": "доплата за изменение"}
    desk.setup(lambda work: work.add(PAYMENTS, due=day, day=paid, income=amount, **values))


def found(desk):
    return {
        (line["rule"], line["column"]): line["message"].replace("\xa0", " ")
        for line in desk.click("check_base").data
        if line["rule"].endswith(".former")
    }


def put_right(desk):
    return [line.replace("\xa0", " ") for line in desk.click("fix_money").details]


@pytest.fixture
def twice(office):
    """5 387,38 sold; +12 051,91 on 01.06.2027; +4 934,48 on 01.07.2027 for a plate: КВ of the full 28 911,17."""
    key = sell(office, premium=D("22373.77"), tb=D("28911.17"), bordereau=D("2891.12"))
    surcharge(office, key, date(2027, 6, 1), D("12051.91"))
    surcharge(office, key, date(2027, 7, 1), D("4934.48"))
    return key


def test_a_second_change_charged_again(office, twice):
    # Right: 5 387,38 + 12 051,91 = 17 439,29, and 10 % of each: 538,74 + 1 205,19 = 1 743,93.
    told = found(office)
    assert told["payment.former", "Премия"].startswith("записано 22 373,77, верно 17 439,29: повторная доплата")
    assert told["commission.former", "Бордеро, ₽"].startswith("записано 2 891,12, верно 1 743,93")
    assert [line.split(",")[0] for line in put_right(office)] == [twice, twice]
    policy = office.row("tblPolicies", twice)
    assert (policy["premium"], policy["bordereau"]) == (D("17439.29"), D("1743.93"))
    assert [row["income"] for row in office.rows("tblPayments")] == [D("12051.91")]
    assert [row["charged"] for row in office.rows("tblChanges")] == [D("5387.38"), D("12051.91"), 0]
    assert found(office) == {}
    assert office.click("fix_money").text == "Неверных сумм прежней версии нет."


def test_what_was_paid_for_nothing_is_an_overpayment(office, twice):
    surcharges = [row["key"] for row in office.rows("tblPayments")]

    def pay(work):
        for key in surcharges:
            work.set(PAYMENTS, work.get(PAYMENTS, key), day=date(2026, 11, 20), method="наличные")

    office.setup(pay)
    put_right(office)
    assert office.row("tblPolicies", twice)["premium"] == D("17439.29")
    assert len(office.rows("tblPayments")) == 2, "money that moved stays written down"


def test_one_change_is_right_but_its_commission(office):
    key = sell(office, premium=D("17439.29"), tb=D("28911.17"), bordereau=D("2891.12"))
    surcharge(office, key, date(2027, 6, 1), D("12051.91"))
    assert list(found(office)) == [("commission.former", "Бордеро, ₽")]
    put_right(office)
    assert office.row("tblPolicies", key)["bordereau"] == D("1743.93")


def test_commission_after_a_removal(office):
    key = sell(office, premium=D("29214.90"), tb=D("11711.70"), bordereau=D("1171.17"))
    assert list(found(office)) == [("commission.former", "Бордеро, ₽")]
    put_right(office)
    assert office.row("tblPolicies", key)["bordereau"] == D("2921.49")


def test_a_refund_of_what_nobody_paid(office):
    # 23 316,66 × 0,77 × 156 / 365 = 7 673,42 was stored; 5 387,38 were paid: 1 772,96.
    ended = {"state": "расторгнут", "cancelled": date(2027, 7, 1), "refund": D("7673.42")}
    key = sell(office, premium=D("23316.66"), tb=D("23316.66"), bordereau=D("2331.67"), **ended)
    paid = {"kind": "премия", "policy": key, "day": date(2026, 11, 20), "income": D("5387.38"), "method": "наличные"}
    office.setup(lambda work: work.add(PAYMENTS, **paid))
    assert list(found(office)) == [("payment.former", "Возврат")]
    put_right(office)
    assert office.row("tblPolicies", key)["refund"] == D("1772.96")


def test_a_refund_that_the_company_named_stays(office):
    ended = {"state": "расторгнут", "cancelled": date(2027, 7, 1), "refund": D(7000)}
    sell(office, premium=D("23316.66"), tb=D("23316.66"), bordereau=D("2331.67"), **ended)
    assert found(office) == {}


def test_a_partners_premium_leaves_our_money(office):
    office.setup(lambda work: work.add(AGENTS, agent="Брокер", role="партнёр"))
    key = sell(office, premium=D(60000), partner="Брокер", partner_percent=D(10), product="КАСКО")
    paid = {"kind": "премия", "policy": key, "day": date(2026, 11, 20), "income": D(60000)}
    office.setup(lambda work: work.add(PAYMENTS, **paid))
    assert list(found(office)) == [("payment.former", "Оплачено")]
    put_right(office)
    assert office.rows("tblPayments") == [] and office.rows("tblTrash")[0]["row_key"] == "О-000001"
    assert office.row("tblPolicies", key)["debt"] == 0
