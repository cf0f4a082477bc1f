"""Blanks of an office: what the head gives out the agent has, and both registers say the same of every form."""

from __future__ import annotations

from datetime import date

import pytest
from office_desk import BookDesk, OfficeDesk

from osago_xl.desk.blanks.register import record
from osago_xl.domain.blanks.model import Movement, Operation

KIND, SERIES = "полис ОСАГО", "ААМ"


def move(book: BookDesk, operation: Operation, first: int, last: int, day: int, **other: str) -> None:
    numbers = {"first": f"{first:010d}", "last": f"{last:010d}"}
    movement = Movement(date(2026, 11, day), operation, KIND, "Пример", SERIES, **numbers, **other)
    book.do(lambda work: record(work, [movement]))


def forms(book: BookDesk) -> list[tuple[int, int, str, str, str]]:
    """(first, last, place, holder, state) of every line of the sheet БСО."""
    return [
        (int(row["first"]), int(row["last"]), row["place"], row["holder"], row["state"])
        for row in book.book.read(book.work().named("tblForms"))
    ]


def given_out(office: OfficeDesk) -> tuple[BookDesk, BookDesk]:
    """Ten blanks of the office, 1 to 5 of them handed to Петров."""
    head, agent = office.member("Орлова", "head"), office.member("Петров")
    head.sync()
    move(head, Operation.RECEIVE, 1, 10, 2)
    move(head, Operation.TRANSFER, 1, 5, 3, party="Петров")
    head.sync()
    agent.sync()
    return head, agent


def test_what_the_head_hands_out_the_agent_has_received(office):
    head, agent = given_out(office)
    assert forms(agent) == [(1, 5, "у агента", "", "чистый")]
    assert [row["party"] for row in agent.rows("tblFormMoves").values()] == ["Орлова"]
    assert forms(head) == [(1, 5, "у субагента", "Петров", "чистый"), (6, 10, "у агента", "", "чистый")]
    assert head.sync()["sent"] == agent.sync()["sent"] == {}


def test_what_the_agent_uses_and_spoils_the_head_knows(office):
    head, agent = given_out(office)
    move(agent, Operation.USE, 1, 1, 4)
    move(agent, Operation.SPOIL, 2, 2, 5)
    agent.sync()
    told = head.report().text
    assert "Отказ" not in told
    assert forms(head) == [
        (1, 1, "у клиента", "", "использован"),
        (2, 2, "у субагента", "Петров", "испорчен"),
        (3, 5, "у субагента", "Петров", "чистый"),
        (6, 10, "у агента", "", "чистый"),
    ]


def test_a_policy_of_the_agent_on_his_blank_is_no_strangers_in_the_heads_book(office):
    head, agent = given_out(office)
    client = agent.add("tblClients", name="Иванов Пётр Сергеевич", phone="+7 912 000-00-11")
    policy = agent.add(
        "tblPolicies", client=client, product="ОСАГО", insurer="Пример", state="оформлен", agent="Я",
        series=SERIES, number="0000000003", signed=date(2026, 11, 6), starts=date(2026, 11, 7),
    )  # fmt: skip
    move(agent, Operation.USE, 3, 3, 6, policy=policy)
    agent.sync()
    head.sync()
    assert (3, 3, "у клиента", "", "использован") in forms(head)


@pytest.mark.parametrize("head_first", [True, False])
def test_what_the_agent_hands_back_is_with_the_head_once(office, head_first):
    head, agent = given_out(office)
    move(agent, Operation.RETURN, 4, 5, 8, party="Орлова")
    if head_first:
        move(head, Operation.TAKE_BACK, 4, 5, 8, party="Петров")
    agent.sync()
    head.sync()
    head.sync()
    assert forms(head) == [(1, 3, "у субагента", "Петров", "чистый"), (4, 10, "у агента", "", "чистый")] or forms(
        head
    ) == [
        (1, 3, "у субагента", "Петров", "чистый"),
        (4, 5, "у агента", "", "чистый"),
        (6, 10, "у агента", "", "чистый"),
    ]
    assert forms(agent) == [(1, 3, "у агента", "", "чистый"), (4, 5, "у страховщика", "", "чистый")]


def test_a_hand_over_taken_back_takes_the_receipt_with_it(office):
    head, agent = given_out(office)
    given = next(key for key, row in head.rows("tblFormMoves").items() if row["operation"] == "передан")
    head.remove("tblFormMoves", given)
    head.sync()
    agent.sync()
    assert agent.rows("tblFormMoves") == {}


def test_blanks_of_an_insurer_come_to_the_agent_himself(office):
    head, agent = given_out(office)
    move(agent, Operation.RECEIVE, 101, 103, 9)
    agent.sync()
    head.sync()
    assert (101, 103, "у агента", "", "чистый") in forms(head)


def test_a_sub_agent_has_no_register(office):
    head, sub = office.member("Орлова", "head"), office.member("Сидоров", "subagent")
    head.sync()
    move(head, Operation.RECEIVE, 1, 10, 2)
    move(head, Operation.TRANSFER, 1, 5, 3, party="Сидоров")
    head.sync()
    sub.sync()
    assert sub.rows("tblFormMoves") == {}
