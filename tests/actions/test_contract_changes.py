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
