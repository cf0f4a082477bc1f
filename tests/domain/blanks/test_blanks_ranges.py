from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osago_xl.domain.blanks import ranges as forms_ranges
from osago_xl.domain.blanks.ranges import NumberRange, fold, read
from osago_xl.findings import Finding


def test_reads_a_range_with_its_leading_zeros():
    numbers = read("000120", "000169", 50)
    assert numbers == NumberRange(120, 169, 6)
    assert numbers.size == 50
    assert str(numbers) == "000120–000169"


def test_one_form():
    assert str(read("0000000007", "")) == "0000000007"


@pytest.mark.parametrize(
    ("first", "last", "count", "reason"),
    [
        ("5000000010", "5000000001", None, "больше последнего"),
        ("120", "000169", None, "разное число цифр"),
        ("12а", "169", None, "цифр"),
        ("", "", None, "цифр"),
        ("1" * 21, "", None, "цифр"),
        ("1", "3", 4, "3 шт., а в строке указано 4"),
    ],
)
def test_no_range_has_a_reason(first, last, count, reason):
    finding = read(first, last, count)
    assert isinstance(finding, Finding)
    assert finding.rule == "forms.range"
    assert reason in finding.message


def test_folds_what_is_consecutive():
    numbers = ["0005", "0003", "0004", "0004", "0009", "10", "11"]
    assert list(map(str, fold(numbers))) == ["10–11", "0003–0005", "0009"]


@given(st.sets(st.integers(0, 300)))
def test_unfolding_gives_back_what_was_folded(numbers):
    texts = sorted(f"{number:05d}" for number in numbers)
    folded = forms_ranges.fold(texts)
    assert [text for numbers in folded for text in map(numbers.text, range(numbers.first, numbers.last + 1))] == texts
    assert all(right.first > left.last + 1 for left, right in pairwise(folded))
