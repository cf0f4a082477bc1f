"""«Пересчёт КВ»: the difference is shown first; the bonus for the plan."""

from datetime import date
from decimal import Decimal as D

from money_base import NOVEMBER, policy

from osago_xl.desk.money.acts import enter
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.reference import AGENTS


def test_recalculation_shows_the_difference_and_leaves_acts_alone(office):
    office.setup(lambda work: policy(work, "0000000002"))
    office.setup(lambda work: policy(work, "0000000003", signed=date(2026, 10, 1)))
    office.setup(lambda work: enter_first(work))
    report = office.click("recalc_commission", "11.2026")
    assert report.data == {"changed": 1, "difference": "-500.00"}
    assert report.details == ["Уже в актах, не меняются: 1."]
    assert office.row("tblPolicies", "П-000002")["services"] == 0
    assert office.row("tblPolicies", "П-000001")["services"] == office.row("tblPolicies", "П-000003")["services"] == 500


def enter_first(work):
    act = enter(work, "бордеро", "Пример", NOVEMBER, "1", [])
    work.set(POLICIES, work.get(POLICIES, "П-000001"), bordereau_act=act["key"])


def test_without_consent_nothing_is_recalculated(office):
    assert office.click("recalc_commission", "11.2026", "н", yes=False).text == ""
    assert office.row("tblPolicies", "П-000001")["services"] == 500


def test_the_bonus_for_the_plan_is_booked_once(office):
    def plan(work):
        work.set(AGENTS, work.rows(AGENTS)[0], plan_premium=D(9000), plan_bonus=D(2))

    office.setup(plan)
    for _ in range(2):
        office.click("recalc_commission", "11.2026")
    rows = office.rows("tblPayments")
    assert [(row["kind"], row["income"], row["comment"]) for row in rows] == [("премия за план", D(200), "за 11.2026")]
