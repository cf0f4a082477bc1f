"""Every movement of a strict form is refused or asked about with its reason, and every report counts it alike."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from desk import Desk, shown

from osago_xl.actions.perform import perform
from osago_xl.cli.console import ConsoleUi
from osago_xl.errors import InputError
from osago_xl.schema.sheets.blanks import FORM_MOVES
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.reference import AGENTS, INSURERS
from osago_xl.work.unit import Work

FIRST, LAST = "0001000001", "0001000010"
KINDS = {"полис": "1", "квитанция": "2", "каско": "3"}


@pytest.fixture
def stock(desk: Desk, tmp_path: Path) -> Desk:
    """Ten blanks of «Пример», a second company and the sub-agent Орлов; nobody wants paper acts."""
    desk.book._path = tmp_path / "OSAGO.xlsm"

    def fill(work: Work) -> None:
        work.add(AGENTS, agent="Орлов", role="субагент", form_limit=3)
        work.add(INSURERS, insurer="Другая", active="да")
        work.add(CLIENTS, name="Иванов")

    desk.setup(fill)
    receive(desk, f"ААМ {FIRST}-{LAST}")
    return desk


def receive(desk: Desk, forms: str, kind: str = "полис", insurer: str = "1") -> None:
    desk.click("bso_receive", insurer, KINDS[kind], forms, "01.11.2026", "Н-15", "н", yes=False)


def policy(desk: Desk, number: str, agent: str, sheet: int = 1) -> str:
    return str(desk.setup(lambda work: work.add(POLICIES, client="К-000001", insurer="Пример", series="ААМ",
                                                number=number, state="оформлен", agent=agent)))  # fmt: skip


REFUSED = {
    "nine digits": ("ААМ 000100001", "полис", "3 русские буквы и 10 цифр"),
    "eleven digits": ("ААМ 00010000011", "полис", "3 русские буквы и 10 цифр"),
    "no series": ("0002000001", "полис", "не указана серия"),
    "Latin letters that have no Russian twin": ("QQQ 0002000001", "полис", "3 русские буквы"),
    "two letters": ("АА 0002000001", "полис", "3 русские буквы"),
    "10⁹ forms": ("ААМ 0000000001-1000000000", "полис", "бланков 1 000 000 000"),
    "a receipt like a policy": ("ААМ 0002000001", "квитанция", "2 русские буквы и 6 цифр"),
    "received already": (f"ААМ {LAST}-0001000012", "полис", "такой бланк уже получен"),
}


@pytest.mark.parametrize(("forms", "kind", "reason"), REFUSED.values(), ids=REFUSED)
def test_forms_that_cannot_be_are_not_received(stock: Desk, forms: str, kind: str, reason: str) -> None:
    with pytest.raises(InputError) as refused:
        receive(stock, forms, kind)
    assert reason in refused.value.message.replace("\u00a0", " ")
    assert len(stock.rows("tblFormMoves")) == 1


def test_numbers_of_another_company_are_refused(stock: Desk) -> None:
    with pytest.raises(InputError, match="такие номера числятся у компании Пример"):
        receive(stock, f"ААМ {LAST}", insurer="2")
    receive(stock, "ААМ 0001000011", insurer="2")
    receive(stock, "КК 000001", "каско", insurer="2")  # a company numbers its own КАСКО as it likes
    receive(stock, "КК 000001", "каско", insurer="1")


ASKED = {
    "an unknown series": ("ЩЩЩ 0002000001", "серии ЩЩЩ нет в справочнике"),
    "1 001 forms": ("ААМ 0002000001-0002001001", "бланков 1 001"),
}


@pytest.mark.parametrize(("forms", "reason"), ASKED.values(), ids=ASKED)
@pytest.mark.parametrize("yes", [True, False])
def test_odd_forms_are_asked_about(stock: Desk, forms: str, reason: str, yes: bool) -> None:
    class Listening(ConsoleUi):
        asked: str = ""

        def ask(self, question: str) -> bool:
            if question.startswith("Проверьте бланки."):
                self.asked = question
                return yes
            return False

    ui = Listening(answers=("1", "1", forms, "01.11.2026", "Н-16"))
    perform("bso_receive", stock.book, ui, stock.today)
    assert reason in ui.asked.replace("\u00a0", " ")
    assert len(stock.rows("tblFormMoves")) == 1 + yes


def test_a_thousand_forms_are_received_without_a_question(stock: Desk) -> None:
    receive(stock, "ААМ 0002000001-0002001000")
    assert stock.rows("tblForms")[-1]["count"] == 1000


@pytest.mark.parametrize(("given", "seller", "reason"), [
    (False, "Орлов", "бланк у вас, а полис продаёт Орлов"),
    (True, "Я", "бланк у субагента Орлов, а полис продаёт Я"),
    (False, "Я", ""),
    (True, "Орлов", ""),
])  # fmt: skip
def test_a_policy_stands_on_a_form_of_its_seller(stock: Desk, given: bool, seller: str, reason: str) -> None:
    if given:
        stock.click("bso_transfer", f"ААМ {FIRST}", "02.11.2026", "н", yes=False)
    policy(stock, FIRST, seller)
    row = {"day": date(2026, 11, 3), "kind": "полис ОСАГО", "insurer": "Пример", "series": "ААМ", "first": FIRST,
           "operation": "использован", "policy": "П-000001"}  # fmt: skip
    stock.setup(lambda work: work.add(FORM_MOVES, **row))
    stock.click("bso_balance", "11.2026", "1")
    typed = stock.rows("tblFormMoves")[-1]
    assert (reason in typed["note"], bool(typed["place"])) == (True, not reason)


def counts(desk: Desk) -> tuple[dict[str, int], dict[str, int]]:
    """The movements of «Остатки», and the same forms by their state in its second part."""
    (line,) = desk.click("bso_balance", "11.2026", "1").data
    cells = [[shown(row, n) for n in range(1, 7)] for row in desk.rows("tblReport")]
    states: dict[str, int] = {}
    for each in cells:
        if each[0] == "Пример" and each[2] in ("у агента", "у клиента", "у субагента", "у страховщика", "нет"):
            states[each[4]] = states.get(each[4], 0) + int(each[5])
    return line, states


def use(desk: Desk, number: str) -> None:
    policy(desk, number, "Я")
    key = desk.rows("tblPolicies")[-1]["key"]
    desk.setup(lambda work: work.add(FORM_MOVES, day=date(2026, 11, 2), kind="полис ОСАГО", insurer="Пример",
                                     series="ААМ", first=number, operation="использован", policy=key))  # fmt: skip


HISTORIES: dict[str, tuple[Callable[[Desk], object], dict[str, int]]] = {
    "two clean forms spoiled": (
        lambda desk: desk.click("bso_spoil", "ААМ 0001000001-0001000002", "порван", "н", yes=False),
        {"used": 0, "spoiled": 2, "closing": 8},
    ),
    "a misprint": (
        lambda desk: (use(desk, FIRST), desk.select("tblPolicies", "П-000001"),
                      desk.click("bso_spoil", "", "смазан", "н", "н", yes=False)),
        {"used": 0, "spoiled": 1, "closing": 9},
    ),
    "one used, one spoiled": (
        lambda desk: (use(desk, FIRST), desk.click("bso_spoil", f"ААМ {LAST}", "порван", "н", yes=False)),
        {"used": 1, "spoiled": 1, "closing": 8},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("history", "expected"), HISTORIES.values(), ids=HISTORIES)
def test_the_balance_and_the_inventory_count_alike(
    stock: Desk, history: Callable[[Desk], object], expected: dict[str, int]
) -> None:
    history(stock)
    line, states = counts(stock)
    assert {key: line[key] for key in expected} == expected
    found = {"used": "использован", "spoiled": "испорчен", "closing": "чистый"}
    assert {key: states.get(state, 0) for key, state in found.items()} == expected
    assert line["opening"] + line["received"] - line["used"] - line["spoiled"] == line["closing"]


def test_a_used_form_is_not_returned_as_a_spoiled_one(stock: Desk) -> None:
    use(stock, FIRST)
    stock.click("bso_spoil", f"ААМ {LAST}", "порван", "н", yes=False)
    with pytest.raises(InputError, match="Бланк ААМ 0001000001: использован, а возвращаем испорченные"):
        stock.click("bso_return", "1", "1", f"ААМ {FIRST}", "22.11.2026", "", "н", yes=False)
    report = stock.click("bso_return", "1", "3", f"ААМ {FIRST}; ААМ {LAST}", "22.11.2026", "", yes=True)
    assert len(report.files) == 1
    from docx import Document

    text = "\n".join(cell.text for table in Document(str(report.files[0])).tables for row in table.rows
                     for cell in row.cells)  # fmt: skip
    assert "использованы, испорчены" in text
