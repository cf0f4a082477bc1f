"""«Оплата»: what is due to the insurer, the cheque, instalments, discounts."""

from datetime import date
from decimal import Decimal as D

import pytest
from money_base import change, set_hold

from osago_xl.errors import InputError
from osago_xl.schema.sheets.journals import PAYMENTS
from osago_xl.schema.sheets.reference import COMMISSION_RULES


@pytest.mark.parametrize(
    ("hold", "method", "due"),
    [
        ("0", "наличные", D(10000)),
        ("1", "наличные", D(9000)),
        ("2", "карта", D(9000)),
        ("1", "на сайте СК", D(0)),
        ("1", "СБП/QR", D(0)),
        ("", "наличные", D(10000)),
    ],
)
def test_what_a_payment_owes_the_insurer(office, hold, method, due):
    set_hold(office, hold)
    methods = ["наличные", "карта", "банк", "СБП/QR", "на сайте СК"]
    office.click("add_payment", "", str(methods.index(method) + 1), "", "", yes=False)
    row = office.rows("tblPayments")[0]
    assert (row["income"], row["method"], row["to_transfer"], row["party"]) == (D(10000), method, due, "Пример")
    sold = office.row("tblPolicies", "П-000001")
    assert (sold["paid"], sold["debt"], sold["to_transfer"]) == (D(10000), 0, due)


def add_rule(desk, **cells):
    desk.setup(lambda work: work.add(COMMISSION_RULES, since=date(2025, 1, 1), **{"bordereau": D(10)} | cells))


def test_the_rule_of_commission_says_more_than_the_company(office):
    add_rule(office, insurer="Пример", services=D(5), hold="2")
    office.click("recalc_commission", "11.2026")
    assert office.row("tblPolicies", "П-000001")["hold"] == "2"
    add_rule(office, insurer="Пример", form="бумага", services=D(5), hold="0")
    assert office.click("recalc_commission", "11.2026").data["changed"] == 1
    assert office.row("tblPolicies", "П-000001")["hold"] == "0", "series ААМ is printed on paper"


def test_a_later_change_of_the_company_changes_no_old_debt(office):
    office.click("add_payment", "5000", "1", "", "", yes=False)
    set_hold(office, "0")
    office.click("add_payment", "5000", "1", "", "", yes=False)
    assert [row["to_transfer"] for row in office.rows("tblPayments")] == [D(4500), D(4500)]
    office.click("act_report", "1", "11.2026", "", "д", "н", yes=False)
    assert (office.row("tblPolicies", "П-000001")["hold"], office.rows("tblActs")[0]["to_transfer"]) == ("1", D(9000))


def test_recalculation_moves_the_debt_to_the_company(office):
    for amount in ("3333,33", "6666,67"):
        office.click("add_payment", amount, "1", "", "", yes=False)
    add_rule(office, insurer="Пример", bordereau=D(20))
    office.click("recalc_commission", "11.2026")
    assert sum(row["to_transfer"] for row in office.rows("tblPayments")) == D(8000)
    assert office.row("tblPolicies", "П-000001")["to_transfer"] == D(8000)


def test_the_insurers_own_discount_lowers_what_he_is_due(office):
    change(office, "П-000001", insurer_discount=D(1000), discount=D(200))
    office.click("recalc_commission", "11.2026")
    sold = office.row("tblPolicies", "П-000001")
    assert (sold["bordereau"], sold["debt"]) == (D(900), D(8800))
    office.click("add_payment", "", "1", "", "", yes=False)
    row = office.rows("tblPayments")[0]
    assert (row["income"], row["to_transfer"]) == (D(8800), D(8100))


def test_commission_is_rounded_as_the_settings_say(office):
    change(office, "П-000001", premium=D("12345.67"))
    office.setup(lambda work: work.set_setting("cfg_commission_round", 10))
    office.click("recalc_commission", "11.2026")
    assert office.row("tblPolicies", "П-000001")["bordereau"] == D(1230)
    office.click("add_payment", "", "1", "", "", yes=False)
    change(office, "П-000001", state="расторгнут", cancelled=date(2026, 11, 20), refund=D("1004.99"))
    office.click("act_report", "1", "11.2026", "", "д", "н", yes=False)
    assert office.rows("tblActs")[0]["commission"] == D(1130)


@pytest.mark.parametrize(("method", "cheque", "fee"), [("1", [""], None), ("2", [""], D(250)), ("3", [], None)])
def test_the_bank_takes_its_fee_from_a_card(office, method, cheque, fee):
    office.setup(lambda work: work.set_setting("cfg_acquiring", D("2.5")))
    office.click("add_payment", "", method, "", *cheque, yes=False)
    assert office.rows("tblPayments")[0]["acquiring"] == fee


def test_parts_of_a_premium_add_up_to_the_kopeck(office):
    change(office, "П-000001", bordereau=D("1000.01"))
    for amount in ("3333,33", "3333,33", "3333,34"):
        office.click("add_payment", amount, "1", "", "", yes=False)
    parts = [row["to_transfer"] for row in office.rows("tblPayments")]
    assert parts == [D("2999.99"), D("3000.00"), D("3000.00")]
    assert sum(parts) == office.row("tblPolicies", "П-000001")["to_transfer"] == D("8999.99")


def test_the_agents_own_discount_is_not_the_insurers(office):
    change(office, "П-000001", discount=D(400))
    office.click("add_payment", "", "1", "", "", yes=False)
    row = office.rows("tblPayments")[0]
    assert (row["income"], row["to_transfer"]) == (D(9600), D(9000))


def test_a_reversal_is_a_row_with_a_minus(office):
    office.click("add_payment", "", "1", "", "", yes=False)
    office.click("add_payment", "-10000", "1", "", "д", "", yes=False)
    assert [row["to_transfer"] for row in office.rows("tblPayments")] == [D(9000), D(-9000)]
    assert office.row("tblPolicies", "П-000001")["paid"] == 0


def test_the_nearest_instalment_is_offered_first(office):
    def plan(work):
        for month, amount in ((2, 5000), (1, 3000)):
            values = {"kind": "премия", "policy": "П-000001", "party": "Пример"}
            work.add(PAYMENTS, due=date(2027, month, 1), income=D(amount), **values)

    office.setup(plan)
    report = office.click("add_payment", "д", "", "1", "", "9999 1 2", yes=False)
    later, nearest = office.rows("tblPayments")
    assert (nearest["day"], nearest["income"], nearest["fn"], nearest["fpd"]) == (office.today, D(3000), "9999", "2")
    assert later["day"] is None
    assert "Осталось 7 000,00" in report.text.replace("\xa0", " ")


def test_a_cheque_has_three_numbers(office):
    with pytest.raises(InputError, match="три числа чека"):
        office.click("add_payment", "", "1", "", "12 34", yes=False)
    assert office.rows("tblPayments") == []


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        (["0", "1", ""], "Сумма оплаты 0"),
        (["-5", "1", ""], "больше полученного"),
        (["5000", "1", "01.12.2026"], "ещё не наступила"),
    ],
)
def test_payments_that_cannot_be_are_refused(office, answers, reason):
    with pytest.raises(InputError, match=reason):
        office.click("add_payment", *answers, "", yes=False)
    assert office.rows("tblPayments") == []


def test_more_than_the_debt_is_asked_about(office):
    assert office.click("add_payment", "99999", "1", "", "н", yes=False).text == ""
    assert office.rows("tblPayments") == []
    office.click("add_payment", "10000,01", "1", "", "д", "", yes=False)
    (row,) = office.rows("tblPayments")
    assert (row["income"], row["to_transfer"]) == (D("10000.01"), D(9000)), "the kopeck too much is the client's"


def test_money_taken_back_is_no_more_than_came(office):
    office.click("add_payment", "4000", "1", "", "", yes=False)
    with pytest.raises(InputError, match="больше полученного"):
        office.click("add_payment", "-4000,01", "1", "", "", yes=False)
    office.click("add_payment", "-1500", "1", "", "д", "", yes=False)
    assert [row["to_transfer"] for row in office.rows("tblPayments")] == [D(3600), D(-1350)]


def test_a_refund_lowers_what_the_company_is_due(office):
    # 10 000 in cash, 1 000 kept back: 9 000 due. 2 000 given back by the agent with their 200: 9 000 − 1 800 = 7 200.
    office.click("add_payment", "", "1", "", "", yes=False)
    change(office, "П-000001", state="расторгнут", cancelled=date(2026, 11, 20), refund=D(2000))
    owed = {line["what"]: line["amount"] for line in office.click("debts", "", "1").data}
    assert owed == {"мы должны компании": D(7200)}
    office.click("add_payment", "1", "", "2", "", yes=False)
    row = office.rows("tblPayments")[1]
    assert (row["kind"], row["expense"], row["to_transfer"]) == ("возврат", D(2000), D(-1800))
    assert {line["what"]: line["amount"] for line in office.click("debts", "", "1").data} == owed


def test_a_refund_by_the_company_leaves_what_it_is_due(office):
    office.click("add_payment", "", "1", "", "", yes=False)
    change(office, "П-000001", state="расторгнут", cancelled=date(2026, 11, 20), refund=D(2000))
    office.click("add_payment", "1", "", "1", "", yes=False)
    assert {line["what"]: line["amount"] for line in office.click("debts", "", "1").data} == {
        "мы должны компании": D(9000)
    }


def test_no_more_goes_back_than_came(office):
    office.click("add_payment", "3000", "1", "", "", yes=False)
    change(office, "П-000001", state="расторгнут", cancelled=date(2026, 11, 20), refund=D(2000))
    with pytest.raises(InputError, match="получено"):
        office.click("add_payment", "1", "3000,01", "2", "", yes=False)
