"""A click as VBA makes it: `runner.click(id)` on a workbook open in Calc, with the agent's own selection."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from desk import TODAY
from live_agent import Agent

from osago_xl.actions.registry import ACTIONS
from osago_xl.work.ui import Report

pytestmark = pytest.mark.office


def text_of(paper: Path) -> str:
    """All words of a document, its tables included."""
    body = zipfile.ZipFile(paper).read("word/document.xml").decode()
    return re.sub(r"<[^>]+>", "", body)


def test_an_application_is_printed_from_the_row_of_a_policy(agent: Agent) -> None:
    policy = agent.rows("tblPolicies")[-1]
    documents, contacts = len(agent.rows("tblDocs")), len(agent.rows("tblContacts"))
    file_before = agent.path.read_bytes()
    agent.stand_on("tblPolicies", policy["key"])
    assert "Заявление" in agent.click("print_application")
    (paper,) = agent.path.parent.rglob("*.docx")
    assert policy["who"] in text_of(paper)
    row = agent.rows("tblDocs")[-1]
    assert (row["policy"], row["client"], row["day"]) == (policy["key"], policy["client"], TODAY)
    assert (len(agent.rows("tblDocs")), len(agent.rows("tblContacts"))) == (documents + 1, contacts)
    assert agent.path.read_bytes() == file_before


def test_a_call_of_several_clients_is_postponed_at_once(agent: Agent) -> None:
    keys = [row["key"] for row in agent.rows("tblClients")[3:6]]
    agent.stand_on("tblClients", *keys)
    assert agent.click("postpone_7") == "Звонок перенесён на 30.11.2026: клиентов: 3."
    assert agent.postponed() == keys


def test_rows_hidden_by_a_filter_are_not_taken(agent: Agent) -> None:
    keys = [row["key"] for row in agent.rows("tblClients")[3:8]]
    agent.hide("tblClients", keys[1], keys[3])
    agent.stand_on("tblClients", keys[0], keys[4])
    assert agent.click("postpone_7").endswith("клиентов: 3.")
    assert agent.postponed() == [keys[0], keys[2], keys[4]]


def test_two_areas_held_with_ctrl_are_taken_together(agent: Agent) -> None:
    keys = [row["key"] for row in agent.rows("tblClients")[:9]]
    agent.stand_on_areas("tblClients", keys[1], keys[7])
    agent.click("postpone_7")
    assert agent.postponed() == [keys[1], keys[7]]


def test_a_client_is_reached_from_his_policy_from_his_call_and_from_his_card(agent: Agent) -> None:
    policy, call = agent.rows("tblPolicies")[20], agent.rows("tblCalls")[4]
    agent.stand_on("tblPolicies", policy["key"])
    agent.click("postpone_7")
    agent.stand_on("tblCalls", call["place"])
    agent.click("postpone_7")
    agent.stand_on("tblClients", agent.rows("tblClients")[0]["key"])
    agent.click("open_card")
    assert agent.xl.sheets.active.name == "Карточка"
    agent.click("postpone_7")
    assert set(agent.postponed()) == {policy["client"], call["client"], agent.rows("tblClients")[0]["key"]}


def test_a_row_typed_by_hand_gets_its_key_and_is_taken(agent: Agent) -> None:
    last = agent.rows("tblClients")[-1]
    agent.type_in("tblClients", last.at, key="")
    agent.stand_on_place("tblClients", last.at)
    assert agent.click("postpone_7").endswith(f"{last['name']}.")
    (row,) = [row for row in agent.rows("tblClients") if row["name"] == last["name"] and row["next_call"]]
    assert row["key"].startswith("К-")


def test_without_a_row_the_agent_is_told_where_to_stand(agent: Agent) -> None:
    agent.xl.sheets["Настройки"].range("A1").select()
    assert agent.click("postpone_7") == "Встаньте на строку клиента или полиса и нажмите кнопку ещё раз."


def test_a_strange_workbook_is_refused_in_words(agent: Agent, office: Any) -> None:
    strange = office.books.add()
    strange.set_mock_caller()
    assert "не рабочая книга ОСАГО" in agent.click("postpone_7")
    strange.close()


def test_an_unknown_button_of_a_newer_workbook_is_refused_in_words(agent: Agent) -> None:
    assert "osago-xl upgrade" in agent.click("no_such_button")


def test_a_failure_in_our_code_is_told_without_a_clients_data(agent: Agent, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = agent.rows("tblClients")[0]["name"]

    def broken(work: Any, ui: Any) -> Any:
        raise RuntimeError(secret)

    monkeypatch.setitem(ACTIONS, "postpone_7", replace(ACTIONS["postpone_7"], body=broken))
    said = agent.click("postpone_7")
    assert "книга осталась прежней" in said
    assert secret not in said
    log = Path(re.search(r"клиентов\): (.+)\.$", said)[1])
    assert "RuntimeError" in log.read_text("utf-8")
    app = agent.xl.app
    assert (app.calculation, app.screen_updating, app.status_bar) == ("automatic", True, False)
    assert secret not in log.read_text("utf-8")


def test_a_second_click_while_one_is_at_work_is_refused(agent: Agent, monkeypatch: pytest.MonkeyPatch) -> None:
    def impatient(work: Any, ui: Any) -> Any:
        agent.click("postpone_14")
        return Report("Готово.")

    monkeypatch.setitem(ACTIONS, "postpone_7", replace(ACTIONS["postpone_7"], body=impatient))
    assert agent.click("postpone_7") == "Готово."
    assert agent.heard[-2] == f"Ещё выполняется команда «{ACTIONS['postpone_7'].label}». Дождитесь её окончания."
