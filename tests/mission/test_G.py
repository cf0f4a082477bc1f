"""Mission G4, G11, G12: renewals with the reasons of loss, one form for all sheets, undo as a whole."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from desk import TODAY
from mission_words import client_with_policy

from osago_xl.books.base import Selection
from osago_xl.errors import BookError, InputError
from osago_xl.schema.sheets.day import RENEWALS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.workbook import WORKBOOK


def state(desk):
    """Everything the agent may see, technical tables aside."""
    hidden = {"tblLog", "tblTrash"}
    return {
        name: [{c.key: row[c.key] for c in table.columns if not c.formula} for row in desk.rows(name)]
        for name, table in WORKBOOK.tables.items()
        if name not in hidden
    }


def test_G4_the_list_of_renewals_and_the_reasons_of_loss(desk):
    desk.click("build_renewals")
    rows = desk.rows("tblRenewals")
    assert len(rows) == 66 and [row["days"] for row in rows] == sorted(row["days"] for row in rows)
    assert (rows[0]["days"], rows[-1]["days"]) >= (-30, 30) and rows[-1]["days"] <= 60
    key = rows[0]["policy_key"]
    desk.setup(lambda work: work.set(RENEWALS, work.rows(RENEWALS)[0], outcome="ушёл"))
    with pytest.raises(BookError, match="без причины"):
        desk.click("log_calls")
    desk.setup(lambda work: work.set(RENEWALS, work.rows(RENEWALS)[0], reason="дешевле у других"))
    assert desk.click("log_calls").text == "Записано звонков: 0, итогов пролонгации: 1."
    policy = desk.row("tblPolicies", key)
    assert (policy["outcome"], policy["loss_reason"]) == ("ушёл", "дешевле у других")
    assert policy["left"] in ("", None)
    desk.click("build_renewals")
    assert len(desk.rows("tblRenewals")) == 65
    (line,) = [r for r in desk.click("report_lost", "01.10.2026–30.11.2026", "1").data if r["loss_reason"]]
    assert (line["who"], line["loss_reason"]) == (policy["who"], "дешевле у других")


def save_contract(desk, contract):
    desk.setup(lambda work: work.fill("form_", **contract))
    desk.click("calculate")
    return desk.click("form_save").data["policy"]


def test_G11_one_form_is_one_transaction_over_all_sheets(desk, contract):
    counted = ("tblClients", "tblCars", "tblDrivers", "tblPolicies", "tblPayments", "tblContacts", "tblTasks")
    before = {name: len(desk.rows(name)) for name in counted}
    key = save_contract(desk, contract | {"holder_phone": "8 999 765-43-21"})
    after = {name: len(desk.rows(name)) for name in counted}
    assert {name for name in counted if after[name] == before[name]} == set()
    policy = desk.row("tblPolicies", key)
    assert (policy["who"], policy["premium"] > 0) == ("Иванов Пётр Сергеевич", True)
    assert desk.row("tblClients", policy["client"])["phone"] == "+7 (999) 765-43-21"
    assert policy["bordereau"] == (policy["premium"] / 10).quantize(Decimal("0.01"))


def test_G11_a_form_that_is_not_complete_changes_no_sheet(desk, contract):
    before = state(desk)
    desk.setup(lambda work: work.fill("form_", **contract | {"holder_name": ""}))
    with pytest.raises(InputError):
        desk.click("form_save")
    assert state(desk) == before


def test_G11_a_renewal_sets_the_old_policy_to_renewed(desk, contract):
    dates = {"starts": TODAY - timedelta(days=350), "signed": TODAY - timedelta(days=352)}
    old = save_contract(desk, contract | dates)
    desk.select("tblPolicies", old)
    desk.click("renew_policy")
    desk.setup(lambda work: work.fill("form_", number="0123456790", series="ХХХ"))
    desk.selection = Selection("")
    new = desk.click("form_save").data["policy"]
    assert (desk.row("tblPolicies", old)["outcome"], desk.row("tblPolicies", old)["successor"]) == ("продлён", new)
    assert desk.row("tblPolicies", new)["starts"] == desk.row("tblPolicies", old)["ends"] + timedelta(days=1)


@pytest.mark.parametrize("there", ["лид", "расчёт", "проект", "отказ"])
def test_G11_a_policy_that_never_started_cannot_be_renewed(desk, there):
    policy = client_with_policy(desk)
    desk.setup(lambda work: work.set(POLICIES, work.get(POLICIES, policy["key"]), state=there))
    desk.select("tblPolicies", policy["key"])
    with pytest.raises(InputError, match=f"«{there}»"):
        desk.click("renew_policy")


COMMANDS = {
    "hand_over": ("1", "1"),
    "spread_calls": (),
    "build_call_list": (),
    "refresh_all": (),
    "start_list": ("Мама 8 916 000-00-01", *[""] * 9),
}


@pytest.mark.parametrize(("command", "answers"), COMMANDS.items(), ids=COMMANDS)
def test_G12_the_last_command_is_undone_as_a_whole(desk, command, answers):
    desk.click("refresh_all")
    desk.today += timedelta(days=1)
    before = state(desk)
    desk.click(command, *answers)
    assert state(desk) != before
    desk.click("undo_last")
    assert state(desk) == before


def test_G12_a_saved_contract_is_undone_in_every_sheet(desk, contract):
    before = state(desk)
    save_contract(desk, contract)
    desk.click("undo_last")
    assert state(desk) == before
