from datetime import date
from decimal import Decimal

import pytest

from osago_xl.errors import InputError


@pytest.fixture
def sold(desk, contract):
    """A policy in force since 1 November 2026."""
    desk.setup(
        lambda work: work.fill("form_", **contract | {"starts": date(2026, 11, 1), "signed": date(2026, 10, 30)})
    )
    key = desk.click("form_save").data["policy"]
    desk.select("tblPolicies", key)
    return key


def test_a_change_plans_the_surcharge_by_days(desk, sold):
    before = desk.row("tblPolicies", sold)["premium"]
    desk.click("change_policy")
    desk.setup(lambda work: work.fill("form_", power_hp=Decimal(160)))
    desk.click("form_save")
    policy = desk.row("tblPolicies", sold)
    planned = [row for row in desk.rows("tblPayments") if row["due"]]
    full = before * Decimal("1.6") / Decimal("1.1")
    assert len(planned) == 1
    assert abs(planned[0]["income"] - (full - before) * 344 / 365) < Decimal("0.02")
    assert policy["premium"] == before + planned[0]["income"]
    assert (policy["starts"], len(desk.rows("tblPolicies"))) == (date(2026, 11, 1), 1)


def changed(desk, day, **cells):
    """«Изменить» on a day, other cells typed, «Записать»; the planned surcharge so far and the answer."""
    desk.click("change_policy")
    desk.setup(lambda work: work.fill("form_", signed=day, **cells))
    report = desk.click("form_save")
    planned = [row["income"] for row in desk.rows("tblPayments") if row["due"] and not row["day"]]
    return sum(planned, Decimal(0)), [line.replace("\xa0", " ") for line in report.details]


def full_premiums(desk):
    return [(row["kind"], row["full_premium"], row["charged"]) for row in desk.rows("tblChanges")]


# The sample: 5 000 × 1,8 × 0,46 × КВС × 1,1; with 160 hp × 1,6. КВС of age 46 and 26 years of driving is 0,91.
YEAR, DEARER = Decimal("4144.14"), Decimal("6027.84")


def test_a_second_change_is_compared_with_the_conditions_in_force(desk, sold):
    # Stronger from 01.05.2027: 184 of 365 days, (6 027,84 − 4 144,14) × 184 / 365 = 949,591…. The plate later: nothing.
    assert desk.row("tblPolicies", sold)["premium"] == YEAR
    due, told = changed(desk, date(2027, 5, 1), power_hp=Decimal(160))
    assert (due, told) == (Decimal("949.59"), ["Изменение с 01.05.2027: доплата 949,59 ₽ за 184 из 365 дней."])
    due, told = changed(desk, date(2027, 6, 1), plate="В001ВВ77")
    assert (due, told) == (Decimal("949.59"), ["Изменение с 01.06.2027: доплаты нет."])
    policy = desk.row("tblPolicies", sold)
    assert (policy["premium"], policy["bordereau"]) == (YEAR + Decimal("949.59"), Decimal("414.41") + Decimal("94.96"))
    assert full_premiums(desk)[1:] == [("изменение", DEARER, Decimal("949.59")), ("изменение", DEARER, 0)]


def test_a_change_written_twice_is_one_change(desk, sold):
    """Stronger from 01.05.2027, 949,59 as above: the second press writes neither a row nor a talk."""
    changed(desk, date(2027, 5, 1), power_hp=Decimal(160))
    rows, talks = full_premiums(desk), len(desk.rows("tblContacts"))
    assert desk.click("form_save").text == f"Изменений нет: {sold} уже записан."
    assert (full_premiums(desk), len(desk.rows("tblContacts"))) == (rows, talks)
    desk.setup(lambda work: work.fill("form_", plate="В001ВВ77"))
    desk.click("form_save")
    assert full_premiums(desk) == [*rows[:1], ("изменение", DEARER, 0), ("изменение", DEARER, Decimal("949.59"))]


def test_before_the_start_the_whole_difference_is_due(desk, sold):
    # 6 027,84 − 4 144,14 = 1 883,70 for all of the 365 days.
    due, told = changed(desk, date(2026, 10, 31), power_hp=Decimal(160))
    assert (due, told) == (Decimal("1883.70"), ["Изменение с 01.11.2026: доплата 1 883,70 ₽ за 365 из 365 дней."])


def test_an_earlier_change_entered_later_counts_from_its_own_day(desk, sold):
    # June first (153 days, 1 883,70 × 153 / 365 = 789,61), then the same from May on: 949,59, and June adds nothing.
    assert changed(desk, date(2027, 6, 1), power_hp=Decimal(160))[0] == Decimal("789.61")
    assert changed(desk, date(2027, 5, 1), power_hp=Decimal(160))[0] == Decimal("949.59")
    assert [charged for _, _, charged in full_premiums(desk)] == [YEAR, 0, Decimal("949.59")]


def test_a_change_taken_back_leaves_what_was_before(desk, sold):
    before = desk.row("tblPolicies", sold)
    changed(desk, date(2027, 5, 1), power_hp=Decimal(160))
    desk.select("tblChanges", desk.rows("tblChanges")[1]["key"])
    desk.click("delete_row")
    after = desk.row("tblPolicies", sold)
    money = ("premium", "bordereau_percent", "bordereau", "services", "paid", "debt", "to_transfer")
    assert [after[key] for key in money] == [before[key] for key in money]
    assert not [row for row in desk.rows("tblPayments") if row["due"]]


def test_the_rate_of_the_sale_is_not_lost_in_a_change(desk, contract):
    contract |= {"starts": date(2026, 11, 1), "signed": date(2026, 10, 30), "base_rate": Decimal(4000)}
    desk.setup(lambda work: work.fill("form_", **contract))
    desk.select("tblPolicies", desk.click("form_save").data["policy"])
    assert changed(desk, date(2027, 5, 1), plate="В001ВВ77")[1] == ["Изменение с 01.05.2027: доплаты нет."]


def test_termination_estimates_the_refund_with_the_share_of_the_settings(desk, sold):
    premium = desk.row("tblPolicies", sold)["premium"]
    desk.click("terminate_policy", "30.11.2026")
    policy = desk.row("tblPolicies", sold)
    assert (policy["state"], policy["cancelled"]) == ("расторгнут", date(2026, 11, 30))
    assert policy["refund"] == (premium * Decimal("0.77") * 335 / 365).quantize(Decimal("0.01"))


@pytest.mark.parametrize(
    ("day", "left"), [("01.11.2026", 364), ("15.11.2026", 350), ("31.10.2027", 0), ("30.10.2026", 365)]
)
def test_any_day_of_the_contract_ends_it(desk, sold, day, left):
    desk.click("terminate_policy", day)
    expected = (YEAR * Decimal("0.77") * left / 365).quantize(Decimal("0.01"))
    assert desk.row("tblPolicies", sold)["refund"] == expected


@pytest.mark.parametrize("day", ["29.10.2026", "01.11.2027"])
def test_a_day_outside_the_contract_is_refused(desk, sold, day):
    with pytest.raises(InputError, match=r"назовите день с 30\.10\.2026 по 31\.10\.2027"):
        desk.click("terminate_policy", day)
    assert desk.row("tblPolicies", sold)["state"] == "оформлен"


@pytest.mark.parametrize(
    ("paid", "refund", "told"),
    [("1000", "706.71", "(оплачено 1 000,00 ₽)"), ("", "0", "премия не оплачена")],
)
def test_the_refund_is_of_the_money_received(desk, contract, paid, refund, told):
    # 1 000 × 0,77 × 335 / 365 = 706,712…
    contract |= {"starts": date(2026, 11, 1), "signed": date(2026, 10, 30), "pay_method": ""}
    desk.setup(lambda work: work.fill("form_", **contract))
    desk.select("tblPolicies", desk.click("form_save").data["policy"])
    if paid:
        desk.click("add_payment", paid, "1", "", "", yes=False)
    report = desk.click("terminate_policy", "30.11.2026")
    assert told in report.text.replace("\xa0", " ")
    assert desk.rows("tblPolicies")[0]["refund"] == Decimal(refund)


def test_a_terminated_policy_cannot_be_changed(desk, sold):
    desk.click("terminate_policy", "30.11.2026")
    with pytest.raises(InputError, match="расторгнут"):
        desk.click("change_policy")


@pytest.fixture
def on_paper(desk, contract):
    """Three blanks, and a policy written on the first one."""
    desk.click("bso_receive", "1", "ААМ 0000000001-0000000003", "01.10.2026", "", "н", yes=False)
    contract |= {"starts": date(2026, 11, 1), "signed": date(2026, 10, 30), "on_paper": "да"}
    desk.setup(lambda work: work.fill("form_", **contract | {"series": "ААМ", "number": "0000000001"}))
    key = desk.click("form_save").data["policy"]
    desk.select("tblPolicies", key)
    return key


def blanks(desk):
    return [(row["first"][-1], row["last"][-1], row["state"], row["policy"]) for row in desk.rows("tblForms")]


def test_a_change_on_another_blank_replaces_the_former_one(desk, on_paper):
    desk.click("change_policy")
    desk.setup(lambda work: work.fill("form_", number=""))
    desk.click("form_save")
    assert blanks(desk) == [
        ("1", "1", "утратил силу", on_paper), ("2", "2", "использован", on_paper), ("3", "3", "чистый", ""),
    ]  # fmt: skip
    assert desk.row("tblPolicies", on_paper)["number"] == "0000000002"
    found = [finding["rule"] for finding in desk.click("check_base").data]
    assert not [rule for rule in found if rule.startswith("forms.")]


def test_a_change_on_the_same_blank_moves_no_form(desk, on_paper):
    desk.click("change_policy")
    desk.click("form_save")
    assert len(desk.rows("tblFormMoves")) == 2


@pytest.mark.parametrize(("answer", "state"), [("1", "использован"), ("2", "чистый"), ("3", "испорчен")])
def test_what_became_of_the_blank_is_asked_when_a_contract_ends(desk, on_paper, answer, state):
    report = desk.click("terminate_policy", "", answer)
    assert blanks(desk)[0][2] == state
    assert report.details[0].startswith("Бланк ААМ 0000000001: ")
