"""Values in the XML of cells."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from osago_xl.books.strings import SharedStrings
from osago_xl.books.values import computed, formula_xml, typed
from osago_xl.errors import BookError


@pytest.mark.parametrize(
    ("value", "xml"),
    [
        (None, "/>"),
        ("", "/>"),
        (7, "><v>7</v></c>"),
        (0.1, "><v>0.1</v></c>"),
        (5000.0, "><v>5000</v></c>"),
        (Decimal("10.50"), "><v>10.5</v></c>"),
        (True, ' t="b"><v>1</v></c>'),
        (date(2026, 11, 22), "><v>46348</v></c>"),
        (datetime(2026, 11, 22, 18, 0), "><v>46348.75</v></c>"),
        (date(1900, 3, 1), "><v>61</v></c>"),
        ("=1+1", ' t="s"><v>0</v></c>'),
        (date(1899, 5, 7), ' t="s"><v>0</v></c>'),
    ],
)
def test_constants(value, xml):
    assert typed(value, SharedStrings(None)) == xml


@pytest.mark.parametrize(
    ("value", "xml"),
    [
        (None, ' t="str"><f>A&amp;B</f><v></v></c>'),
        ("<пора>", ' t="str"><f>A&amp;B</f><v>&lt;пора&gt;</v></c>'),
        ("#N/A", ' t="e"><f>A&amp;B</f><v>#N/A</v></c>'),
        (False, ' t="b"><f>A&amp;B</f><v>0</v></c>'),
        (date(2026, 11, 22), "><f>A&amp;B</f><v>46348</v></c>"),
    ],
)
def test_results_of_formulas(value, xml):
    assert computed(formula_xml("A&B"), value) == xml


@pytest.mark.parametrize("value", [float("nan"), float("inf"), object()])
def test_what_is_no_value_is_refused(value):
    with pytest.raises(BookError):
        typed(value, SharedStrings(None))
