"""The register of strict forms: a life of a form, what it finds, what it says of whole journals."""

from datetime import timedelta

import pytest
from forms_rows import POLICY, START, form, received, record, refusal, row

from osago_xl.domain.blanks.model import Circumstances, Operation, Place, State, read_operation
from osago_xl.domain.blanks.register import Register, Stock
from osago_xl.domain.blanks.reports import balance
from osago_xl.errors import InputError


def test_life_of_a_form(register):
    record(
        register,
        row("передан", "0000000011", "0000000015", day=1, party="Кузнецова"),
        row("принят обратно", "0000000011", day=2, party="Кузнецова"),
        row("резерв", "0000000011", day=3, policy="П-000001"),
        row("использован", "0000000011", day=4, policy="П-000001"),
        row("заменён", "0000000011", day=5),
        row("возвращён", "0000000011", day=6),
        row("списан", "0000000011", day=7),
    )
    last = form(register, "0000000011")
    assert (last.state, last.place, last.policy) == (State.WRITTEN_OFF, Place.INSURER, "П-000001")
    held = form(register, "0000000012")
    assert (held.state, held.place, held.holder) == (State.CLEAN, Place.SUBAGENT, "Кузнецова")
    assert (held.first, held.last, held.placed) == (12, 15, START + timedelta(days=1))


@pytest.fixture
def office():
    """The register of an office whose head is called Анна; 11 to 15 are with Кузнецова."""
    register = Register(Circumstances(ours=frozenset({"Анна"})))
    record(register, received(), row("передан", "0000000011", "0000000015", day=1, party="Кузнецова"))
    return register


def test_what_a_sub_agent_says_she_got_from_us_is_known_and_moves_nothing(office):
    before = list(office.position())
    record(office, received("0000000012", "0000000014", party="Анна", day=1))
    assert list(office.position()) == before
    (line,) = balance(office, START, START + timedelta(days=30))
    assert (line.received, line.closing) == (50, 50)
    assert refusal(office, received("0000000012", "0000000014", day=1))[0] == "forms.overlap"  # from nobody we know
    assert refusal(office, received("0000000014", "0000000060", party="Анна", day=1))[0] == "forms.overlap"


def test_what_a_sub_agent_hands_back_to_us_comes_back_once(office):
    record(office, row("возвращён", "0000000012", day=3, party="Анна"))
    assert (form(office, "0000000012").place, form(office, "0000000012").holder) == (Place.AGENT, "")
    record(office, row("принят обратно", "0000000013", day=3, party="Кузнецова"))
    record(office, row("возвращён", "0000000013", day=3, party="Анна"))  # her word for the same
    assert form(office, "0000000013").place is Place.AGENT
    assert refusal(office, row("возвращён", "0000000014", day=3))[0] == "forms.holder"  # to the insurer: not hers to do


def test_what_is_no_number_is_not_found(register):
    assert register.find(POLICY, "ААМ", "12а") is None
    assert register.holders(row("испорчен", "12а")) == set()


def test_names_compare_without_stray_spaces(register):
    record(register, row("передан", "0000000011", day=1, party=" Кузнецова\u00a0"))
    record(register, row("принят обратно", "0000000011", day=1, party="Кузнецова", kind="полис  ОСАГО"))


@pytest.mark.parametrize(("operation", "state"), [("снят резерв", State.CLEAN), ("испорчен", State.SPOILED)])
def test_a_cancelled_contract_gives_its_form_back(register, operation, state):
    record(register, row("использован", "0000000002", day=1, policy="П-000009"))
    record(register, row(operation, "0000000002", day=2))
    back = form(register, "0000000002")
    assert (back.state, back.place) == (state, Place.AGENT)


def test_a_range_partly_unknown_or_partly_unfit_moves_not_at_all(register):
    assert refusal(register, row("передан", "0000000049", "0000000051", day=1, party="Орлов")) == (
        "forms.unknown",
        "ААМ 0000000051: такого бланка вы не получали",
    )
    record(register, row("испорчен", "0000000010", day=1))
    rule, message = refusal(register, row("передан", "0000000005", "0000000015", day=1, party="Орлов"))
    assert rule == "forms.state" and "0000000010" in message


@pytest.mark.parametrize(
    ("series", "number", "hint"),
    [
        ("", "0000000010", "Какой серии? У вас есть ААМ 0000000010."),
        ("ААК", "0000000010", "Какой серии? У вас есть ААМ 0000000010."),
        ("", "0000000077", "Сначала запишите получение или исправьте номер."),
    ],
)
def test_a_number_held_in_another_series_is_asked_about(register, series, number, hint):
    (found,) = register.record(row("испорчен", number, day=1, series=series))
    assert (found.rule, found.hint) == ("forms.unknown", hint)
    assert found.message == f"{series} {number}: такого бланка вы не получали".strip()


def test_next_free_takes_the_oldest_receipt_first(register):
    record(register, received("0000000001", series="ААК", day=-10))
    assert register.next_free(POLICY, "СК «Пример»") == ("ААК", "0000000001")


def test_neighbours_with_one_fate_are_one_line(register):
    record(register, row("испорчен", "0000000001", day=1), row("испорчен", "0000000002", day=1))
    stock = Stock("СК «Пример»", POLICY, "ААМ", 10)
    assert [(s, span.first, span.last) for s, span in register.position()] == [(stock, 1, 2), (stock, 3, 50)]


def test_as_of_a_day(register):
    record(register, row("испорчен", "0000000002", day=9), row("использован", "0000000001", day=3, policy="П-1"))
    past = register.as_of(START + timedelta(days=3))
    assert form(past, "0000000001").state is State.USED
    assert form(past, "0000000002").state is State.CLEAN


def test_replay_names_every_row_with_a_slip():
    rows = [received(), received(), row("испорчен", "0000000001", day=1), row("испорчен", "0000000001", day=1)]
    register, remarks = Register.replay(rows)
    assert [(movement, findings[0].rule) for movement, findings in remarks] == [
        (rows[1], "forms.overlap"),
        (rows[3], "forms.state"),
    ]
    assert len(register.entries) == 2


@pytest.mark.parametrize(
    ("text", "operation"),
    [
        ("получено", Operation.RECEIVE),
        ("выдано субагенту", Operation.TRANSFER),
        (" Использован ", Operation.USE),
        ("возвращен", Operation.RETURN),
    ],
)
def test_operations_by_their_usual_names(text, operation):
    assert read_operation(text) is operation


def test_unknown_operation_is_refused_with_the_list():
    with pytest.raises(InputError, match="Бывают: получен, передан"):
        read_operation("подарен")


def test_a_misprint_spoils_the_form_of_a_living_policy_which_takes_another(register):
    record(register, row("использован", "0000000001", day=1, policy="П-000001"))
    assert refusal(register, row("испорчен", "0000000001", day=2))[0] == "forms.state"
    assert refusal(register, row("испорчен", "0000000001", day=2, policy="П-000002"))[0] == "forms.state"
    record(
        register,
        row("испорчен", "0000000001", day=2, policy="П-000001"),
        row("использован", "0000000002", day=2, policy="П-000001"),
    )
    assert (form(register, "0000000001").state, form(register, "0000000001").place) == (State.SPOILED, Place.AGENT)
