from datetime import date
from decimal import Decimal as D

from hypothesis import given
from hypothesis import strategies as st

from osago_xl.domain.reconcile import Difference, Outcome, Row, reconcile

DAY = date(2026, 1, 15)


def row(ref, number="", premium="100", **other):
    return Row(ref, number, **{"day": DAY, "premium": D(premium)} | other)


def only(ours, theirs):
    (pair,) = reconcile([ours], [theirs])
    return pair


def test_equal_rows_match_whatever_the_alphabet_and_spaces():
    pair = only(row("П-1", "ХХХ 0123456789"), row("2", "XXX0123456789"))
    assert (pair.outcome, pair.by, pair.differences) == (Outcome.MATCHED, "номер полиса", ())


def test_different_sums_and_dates_are_listed():
    pair = only(
        row("П-1", "ХХХ0123456789", bordereau=D(10)),
        row("2", "ХХХ0123456789", "99.99", bordereau=D(11), day=date(2026, 1, 16)),
    )
    assert pair.outcome is Outcome.DIFFERENT
    assert pair.differences == (
        Difference("Дата", DAY, date(2026, 1, 16)),
        Difference("Премия", D(100), D("99.99")),
        Difference("Бордеро", D(10), D(11)),
    )


OURS = row("П-1", "ХХХ0123456789", bordereau=D(10), services=D(5), commission=D(15))


def differences(**theirs):
    return [
        (each.field, each.ours, each.theirs) for each in only(OURS, row("2", "ХХХ0123456789", **theirs)).differences
    ]


def test_each_line_of_commission_is_compared_with_its_own():
    assert differences(bordereau=D(10), services=D(5)) == []
    assert differences(bordereau=D(9), services=D(6)) == [("Бордеро", D(10), D(9)), ("ДВОУ", D(5), D(6))]
    assert differences(services=D(0)) == [("ДВОУ", D(5), D(0))]


def test_the_sum_is_compared_where_it_tells_what_the_lines_do_not():
    assert differences(commission=D(15)) == differences(bordereau=D(10), commission=D(15)) == []
    assert differences(commission=D(10)) == [("КВ", D(15), D(10))]
    assert differences(bordereau=D(10), services=D(5), commission=D(99)) == [], "the lines say it all"


def test_a_refund_finds_the_refund_whatever_its_date():
    sold, back = row("П-1", "ХХХ0123456789"), row("П-1", "ХХХ0123456789", "-20", day=date(2026, 3, 1))
    pairs = reconcile([sold, back], [row("2", "ХХХ0123456789", "-20")])
    assert [(pair.outcome, pair.ours) for pair in pairs] == [(Outcome.MATCHED, back), (Outcome.OURS_ONLY, sold)]


def test_what_their_file_lacks_is_not_compared():
    pair = only(row("П-1", "ХХХ0123456789", commission=D(10)), Row("2", "ХХХ0123456789"))
    assert pair.outcome is Outcome.MATCHED


def test_plate_and_date_find_a_policy_with_a_wrong_number():
    pair = only(row("П-1", "ХХХ0123456789", plate="А123ВС77"), row("2", "ХХХ0123456780", plate="a123bc77"))
    assert (pair.outcome, pair.by) == (Outcome.DIFFERENT, "госномер и дата")
    assert [difference.field for difference in pair.differences] == ["Номер"]


def test_vin_and_date_find_a_policy_without_a_number():
    pair = only(row("П-1", "", vin="XTA210990Y2765439"), row("2", "ХХХ0123456780", vin="ХТА210990У2765439"))
    assert (pair.outcome, pair.by) == (Outcome.MATCHED, "VIN и дата")


def test_same_car_on_another_day_is_another_policy():
    pairs = reconcile([row("П-1", plate="А123ВС77")], [row("2", plate="А123ВС77", day=date(2025, 1, 15))])
    assert {pair.outcome for pair in pairs} == {Outcome.OURS_ONLY, Outcome.THEIRS_ONLY}


def test_absent_vin_joins_nobody():
    pairs = reconcile([row("П-1", vin="Отсутствует")], [row("2", vin="Отсутствует")])
    assert len(pairs) == 2


def test_repeated_number_is_matched_once_and_noted():
    pairs = reconcile([row("П-1", "ХХХ0123456789")], [row("2", "ХХХ0123456789"), row("3", "ХХХ0123456789")])
    assert [(pair.outcome, pair.note) for pair in pairs] == [
        (Outcome.MATCHED, ""),
        (Outcome.THEIRS_ONLY, "номер повторяется"),
    ]


rows = st.builds(
    Row,
    st.just("x"),
    st.sampled_from(["", "ХХХ0000000001", "ХХХ0000000002"]),
    st.sampled_from([None, DAY]),
    st.sampled_from(["", "А123ВС77"]),
    st.sampled_from(["", "XTA210990Y2765439"]),
    st.sampled_from([None, D(1), D(-2)]),
    *(st.sampled_from([None, D(1)]) for _ in ("bordereau", "services", "commission")),
)


@given(st.lists(rows, max_size=8), st.lists(rows, max_size=8))
def test_every_row_ends_in_exactly_one_line(ours, theirs):
    pairs = reconcile(ours, theirs)
    assert sorted(map(repr, ours)) == sorted(repr(pair.ours) for pair in pairs if pair.ours)
    assert sorted(map(repr, theirs)) == sorted(repr(pair.theirs) for pair in pairs if pair.theirs)
