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


def test_termination_estimates_the_refund_with_the_share_of_the_settings(desk, sold):
    premium = desk.row("tblPolicies", sold)["premium"]
    desk.click("terminate_policy", "30.11.2026")
    policy = desk.row("tblPolicies", sold)
    assert (policy["state"], policy["cancelled"]) == ("расторгнут", date(2026, 11, 30))
    assert policy["refund"] == (premium * Decimal("0.77") * 335 / 365).quantize(Decimal("0.01"))


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
