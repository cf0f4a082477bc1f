"""Every invariant of strict-accounting forms by a case, as an agent meets it."""

from datetime import date, timedelta

import pytest
from forms_rows import POLICY, RECEIPT, START, form, received, record, refusal, row

from osago_xl.domain.blanks.model import Circumstances, State, Validity
from osago_xl.domain.blanks.register import Register
from osago_xl.domain.blanks.reports import balance, inventory
from osago_xl.errors import InputError


def test_1_a_number_is_received_once(register):
    rule, message = refusal(register, received("0000000050", "0000000060", series="AAM"))  # Latin
    assert rule == "forms.overlap"
    assert "0000000050" in message


def test_1_another_series_kind_or_width_is_another_form(register):
    record(
        register,
        received(series="ААК"),
        received(kind="знак СЗОСАГО"),
        received("001", "050"),
    )


def test_1_two_insurers_with_one_number_are_warned_of(register):
    (finding,) = register.record(received(insurer="Другая СК"))
    assert (finding.level, finding.rule) == ("warning", "forms.overlap")
    assert refusal(register, row("испорчен", "0000000001", day=1))[0] == "forms.insurer"
    record(register, row("испорчен", "0000000001", day=1, insurer="Другая СК"))


def test_1_a_receipt_names_its_insurer(register):
    assert refusal(register, received(series="ААК", insurer=""))[0] == "forms.insurer"


def test_2_range_must_be_a_range(register):
    assert refusal(register, received("5000000010", "5000000001"))[0] == "forms.range"
    assert refusal(register, received("5000000001", "5000000010", quantity=11))[0] == "forms.range"


def test_3_only_the_holder_gives_a_form_away(register):
    record(register, row("передан", "0000000011", day=1, party="Кузнецова"))
    assert refusal(register, row("передан", "0000000011", day=2, party="Орлов"))[0] == "forms.holder"
    assert refusal(register, row("возвращён", "0000000011", day=2))[0] == "forms.holder"
    rule, message = refusal(register, row("принят обратно", "0000000011", day=2, party="Орлов"))
    assert rule == "forms.holder" and "Кузнецова" in message
    assert refusal(register, row("передан", "0000000012", day=2))[0] == "forms.party"


def test_4_a_reserved_form_waits_for_its_receiver(register):
    record(register, row("резерв", "0000000011", day=1, party="Кузнецова"))
    assert refusal(register, row("передан", "0000000011", day=2, party="Орлов"))[0] == "forms.reserve"
    record(register, row("передан", "0000000011", day=2, party="Кузнецова"))


def test_4_a_form_reserved_for_a_draft_is_not_used_for_another(register):
    record(register, row("резерв", "0000000011", day=1, policy="П-000001"))
    assert refusal(register, row("использован", "0000000011", day=1, policy="П-000002"))[0] == "forms.reserve"
    record(register, row("снят резерв", "0000000011", day=1))
    record(register, row("использован", "0000000011", day=1, policy="П-000002"))


def test_4_a_spoiled_draft_leaves_no_policy_on_its_form(register):
    record(register, row("резерв", "0000000011", day=1, policy="П-000001"))
    record(register, row("испорчен", "0000000011", day=1))
    assert form(register, "0000000011").policy == ""


def test_5_a_used_form_belongs_to_one_policy(register):
    record(register, row("использован", "0000000001", day=1, policy="П-000001"))
    assert refusal(register, row("использован", "0000000001", day=1, policy="П-000002"))[0] == "forms.state"
    assert refusal(register, row("использован", "0000000002", day=1, policy="П-000001"))[0] == "forms.policy"
    two = row("использован", "0000000003", "0000000004", day=1, policy="П-000003")
    assert refusal(register, two)[0] == "forms.policy"


def test_5_a_replaced_form_frees_its_policy(register):
    record(
        register,
        row("использован", "0000000001", day=1, policy="П-000001"),
        row("заменён", "0000000001", day=2),
        row("использован", "0000000002", day=2, policy="П-000001"),
    )


def test_5_no_later_row_gives_a_used_form_to_another_policy(register):
    record(register, row("использован", "0000000001", day=1, policy="П-000001"))
    returned = row("возвращён", "0000000001", day=2, policy="П-000002")
    assert refusal(register, returned)[0] == "forms.policy"
    record(register, returned._replace(policy=""))
    assert form(register, "0000000001").policy == "П-000001"


def test_5_a_use_without_a_policy_is_kept_with_a_warning(register):
    (finding,) = register.record(row("использован", "0000000001", day=1))
    assert (finding.level, finding.rule) == ("warning", "forms.policy")
    assert form(register, "0000000001").state is State.USED


def test_6_a_form_of_an_active_contract_is_not_written_off(register):
    record(register, row("использован", "0000000001", day=1, policy="П-000001"))
    assert refusal(register, row("списан", "0000000001", day=2))[0] == "forms.active"
    record(register, row("использован", "0000000002", day=1, policy="П-000009"))
    record(register, row("списан", "0000000002", day=2))


@pytest.mark.parametrize("operation", ["использован", "резерв", "утерян", "снят резерв", "заменён"])
def test_7_a_spoiled_form_can_only_be_returned(register, operation):
    record(register, row("испорчен", "0000000001", day=1))
    rule, message = refusal(register, row(operation, "0000000001", day=2))
    assert rule == "forms.state" and "испорчен" in message
    record(register, row("возвращён", "0000000001", day=2), row("списан", "0000000001", day=3))


def test_8_only_the_last_movement_is_undone(register):
    before = list(register.position())
    movement = row("использован", "0000000001", day=1, policy="П-000001")
    record(register, movement)
    assert register.undo() == movement
    assert list(register.position()) == before
    record(register, movement._replace(first="0000000002"))  # the policy is free again


def test_8_a_movement_in_a_paper_is_not_undone(register):
    record(register, row("передан", "0000000001", day=1, party="Орлов", document="Акт 5"))
    with pytest.raises(InputError, match="Акт 5"):
        register.undo(papers=["Акт 5"])
    assert form(register, "0000000001").holder == "Орлов"


def test_8_nothing_to_undo():
    with pytest.raises(InputError, match="отменять нечего"):
        Register().undo()


def test_8_undo_of_the_first_receipt_leaves_nothing(register):
    register.undo()
    assert list(register.position()) == []
    assert register.find(POLICY, "ААМ", "0000000001") is None


def test_9_dates_go_forward_and_not_beyond_today(register):
    assert refusal(register, row("использован", "0000000001", day=-1, policy="П-000001"))[0] == "forms.date"
    record(register, row("резерв", "0000000001", day=5, policy="П-000001"))
    assert refusal(register, row("снят резерв", "0000000001", day=4))[0] == "forms.date"
    assert refusal(register, row("испорчен", "0000000002", day=date(2027, 1, 1)))[0] == "forms.future"


def test_10_places_and_states_add_up_to_what_was_received_on_every_day(register):
    record(
        register,
        row("передан", "0000000011", "0000000015", day=1, party="Кузнецова"),
        row("испорчен", "0000000013", day=2),
        row("использован", "0000000001", "0000000001", day=2, policy="П-000001"),
        received("0000000051", "0000000060", day=3),
        row("утерян", "0000000051", "0000000052", day=3),
        row("возвращён", "0000000002", "0000000010", day=4),
        row("списан", "0000000002", "0000000010", day=5),
    )
    counts = [sum(inventory(register.as_of(START + timedelta(days=n))).values()) for n in range(-1, 7)]
    assert counts == [0, 50, 50, 50, 60, 60, 60, 60]
    assert all(line.is_even for n in range(7) for line in balance(register, START, START + timedelta(days=n)))


def test_11_electronic_policies_have_no_forms(register):
    assert refusal(register, received(series="XXX"))[0] == "forms.electronic"


def test_12_series_outside_the_table_or_its_dates(register):
    table = (("ААМ", Validity(START, START + timedelta(days=30))),)
    strict = Register(Circumstances(series=table))
    (unknown,) = strict.record(received(series="ЖЖЖ"))
    assert unknown.rule == "forms.series"
    record(strict, received())
    (late,) = strict.record(row("использован", "0000000001", day=31, policy="П-000001"))
    assert (late.level, late.rule) == ("warning", "forms.series")


def test_13_next_free_form_skips_the_spoiled_one(register):
    assert register.next_free(POLICY, "СК «Пример»") == ("ААМ", "0000000001")
    record(register, row("испорчен", "0000000001", day=1))
    assert register.next_free(POLICY, "СК «Пример»") == ("ААМ", "0000000002")
    assert register.next_free(POLICY, "СК «Пример»", holder="Орлов") is None
    assert register.next_free(RECEIPT, "СК «Пример»") is None
