"""«Акт-отчёт»: check values, one act of a kind, refunds, money on an act."""

from datetime import date
from decimal import Decimal as D

import pytest
from money_base import NOVEMBER, change, set_hold, sub_agent

from osago_xl.desk.money.acts import enter, marks, stored_acts
from osago_xl.domain.acts import check_acts
from osago_xl.domain.commission import Report
from osago_xl.errors import InputError
from osago_xl.schema.sheets.journals import ACTS
from osago_xl.values.misfit import Misfit


def pay(desk, key="П-000001", amount="", method="1"):
    desk.select("tblPolicies", key)
    cheque = [""] if method in ("1", "2", "4") else []
    return desk.click("add_payment", amount, method, "", *cheque, yes=False)


def test_an_act_claims_the_payments_received_and_no_more(office):
    # 5 600 of 10 000 came: commission 560, kept back, so 5 040 to transfer; the other 4 400 come into the next act.
    pay(office, amount="5600")
    report = office.click("act_report", "1", "11.2026", "", "д", "н", yes=False)
    assert (report.data["premium"], report.data["commission"], report.data["to_transfer"]) == (D(5600), D(560), D(5040))
    pay(office)
    rest = office.click("act_report", "1", "11.2026", "", "д", "н", yes=False)
    assert (rest.data["premium"], rest.data["commission"], rest.data["to_transfer"]) == (D(4400), D(440), D(3960))
    assert marks(office.row("tblPolicies", "П-000001"), Report.BORDEREAU) == (("АК-000001", "АК-000002"), "")
    assert [row["act"] for row in office.rows("tblPayments")] == ["АК-000001", "АК-000002"]
    assert "нечего" in office.click("act_report", "1", "11.2026", yes=False).text
    office.click("act_report", "2", "11.2026", "", "д", "н", yes=False)
    assert office.rows("tblPayments")[0]["act"] == "АК-000001; АК-000003"
    assert list(check_acts(stored_acts(office.work()))) == []


def test_what_nobody_paid_is_in_no_act(office):
    assert "включать в акт нечего" in office.click("act_report", "1", "11.2026", yes=False).text


def test_a_contract_reported_whole_by_an_older_version_is_not_reported_again(office):
    pay(office)
    office.setup(lambda work: enter(work, "бордеро", "Пример", NOVEMBER, "1", []))
    change(office, "П-000001", bordereau_act="АК-000001")
    assert "нечего" in office.click("act_report", "1", "11.2026", yes=False).text
    (old,) = stored_acts(office.work())
    assert [(line.premium, line.commission) for line in old.lines] == [(D(10000), D(1000))]


@pytest.mark.parametrize(
    ("hold", "paid_directly", "kind", "to_transfer", "to_return"),
    [
        ("0", False, "бордеро", 10000, 1000),
        ("1", False, "бордеро", 9000, 0),
        ("2", False, "бордеро", 9000, 500),
        ("1", True, "бордеро", 0, 1000),
        ("0", False, "ДВОУ", 0, 500),
    ],
)
def test_check_values_of_an_act(office, hold, paid_directly, kind, to_transfer, to_return):
    set_hold(office, hold)
    office.click("add_payment", "", "5" if paid_directly else "1", "", "", yes=False)
    office.click("act_report", "1" if kind == "бордеро" else "2", "11.2026", "", "д", "н", yes=False)
    act = office.rows("tblActs")[0]
    assert (act["to_transfer"], act["to_return"], act["policies"]) == (to_transfer, to_return, 1)
    column = "bordereau_act" if kind == "бордеро" else "services_act"
    assert office.row("tblPolicies", "П-000001")[column] == act["key"]


def test_a_policy_enters_an_act_of_a_kind_once(office):
    pay(office)
    office.click("act_report", "1", "11.2026", "", "д", "н", yes=False)
    assert "включать в акт нечего" in office.click("act_report", "1", "11.2026", yes=False).text
    office.click("act_report", "2", "11.2026", "", "д", "н", yes=False)
    assert [row["kind"] for row in office.rows("tblActs")] == ["бордеро", "ДВОУ"]


def test_money_settled_by_partial_hold_is_not_reported_again(office):
    set_hold(office, "2")
    pay(office)
    office.click("act_report", "1", "11.2026", "", "д", "н", yes=False)
    assert "включать в акт нечего" in office.click("act_report", "2", "11.2026", yes=False).text


def test_a_refund_is_a_negative_row_of_a_later_act(office):
    pay(office)
    office.click("act_report", "1", "11.2026", "", "д", "н", yes=False)
    change(office, "П-000001", state="расторгнут", cancelled=date(2026, 12, 5), refund=D(2000))
    office.click("act_report", "1", "12.2026", "", "д", "н", yes=False)
    assert [(row["premium"], row["to_transfer"]) for row in office.rows("tblActs")] == [
        (D(10000), D(9000)),
        (D(-2000), D(-1800)),
    ]
    assert marks(office.row("tblPolicies", "П-000001"), Report.BORDEREAU) == (("АК-000001",), "АК-000002")
    assert list(check_acts(stored_acts(office.work()))) == []
    assert "нечего" in office.click("act_report", "1", "12.2026", yes=False).text


def test_an_annulled_act_frees_its_policies(office):
    pay(office)
    office.click("act_report", "1", "11.2026", "", "д", "н", yes=False)
    office.setup(lambda work: work.set(ACTS, work.rows(ACTS)[0], state="отменён"))
    office.click("act_report", "1", "11.2026", "", "д", "н", yes=False)
    assert office.row("tblPolicies", "П-000001")["bordereau_act"] == "АК-000002"


def test_an_act_is_printed(office):
    pay(office)
    report = office.click("act_report", "1", "11.2026", "", yes=True)
    assert report.files[0].exists() and office.rows("tblActs")[0]["file"] == f"Документы ОСАГО/{report.files[0].name}"


def test_payments_on_an_act_change_its_state(office):
    set_hold(office, "2")
    pay(office)
    office.click("act_report", "1", "11.2026", "", "д", "н", yes=False)
    office.select("tblActs", "АК-000001")
    office.click("add_payment", "1", "", "", yes=False)
    assert office.rows("tblActs")[0]["state"] == "частично оплачен"
    office.click("add_payment", "", "", yes=False)
    assert office.rows("tblActs")[0]["state"] == "оплачен"
    rows = office.rows("tblPayments")[1:]
    assert [(row["kind"], row["income"], row["expense"]) for row in rows] == [
        ("перечисление СК", None, D(9000)),
        ("КВ получено", D(500), None),
    ]
    assert "уже оплачен полностью" in office.click("add_payment", yes=False).text


def test_an_annulled_act_takes_no_money(office):
    office.setup(lambda work: enter(work, "бордеро", "Пример", NOVEMBER, "1", []))
    office.setup(lambda work: work.set(ACTS, work.rows(ACTS)[0], state="отменён"))
    office.select("tblActs", "АК-000001")
    with pytest.raises(InputError, match="отменён"):
        office.click("add_payment")


def test_a_sub_agents_act_holds_his_share_and_a_period_once(office):
    office.setup(sub_agent)
    pay(office, "П-000002")
    office.click("act_report", "3", "11.2026", "", "д", "н", yes=False)
    act = office.rows("tblActs")[0]
    assert (act["party"], act["policies"], act["commission"], act["to_return"]) == ("Орлов", 1, D(600), D(600))
    with pytest.raises(InputError, match="уже есть акт 1"):
        office.click("act_report", "3", "11.2026", yes=False)


@pytest.mark.parametrize("since", [None, Misfit("с ноября")])
def test_an_act_without_its_period_is_named_before_the_next_one(office, since):
    """Nobody can tell whether the days were reported: the cell is asked for, where a comparison with nothing failed."""
    office.setup(sub_agent)
    pay(office, "П-000002")
    office.click("act_report", "3", "11.2026", "", "д", "н", yes=False)
    office.setup(lambda work: work.overwrite(ACTS, work.rows(ACTS)[0], since=since))
    with pytest.raises(InputError, match="Акты»"):
        office.click("act_report", "3", "11.2026", yes=False)
