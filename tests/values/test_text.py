import pytest
from hypothesis import given
from hypothesis import strategies as st

from osago_xl.values import text


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("  КОЛЕСНИКОВ\u00a0 АГГЕЙ \t ", "КОЛЕСНИКОВ АГГЕЙ"),
        ("Иванов\r\nИван", "Иванов Иван"),
        ("Ива\x07но\u200bв\ufeff", "Иванов"),
        ("и\u0306ог", "йог"),
        ("\ud800x", "x"),
        ("", ""),
    ],
)
def test_clean(raw, expected):
    assert text.clean(raw) == expected


@given(st.text())
def test_clean_is_stable_and_printable(raw):
    once = text.clean(raw)
    assert once.isprintable()
    assert text.clean(once) == once


def test_homoglyphs_both_ways():
    assert text.to_cyrillic("ABEKMHOPCTYX") == "АВЕКМНОРСТУХ"
    assert text.to_latin("АВЕКМНОРСТУХ") == "ABEKMHOPCTYX"
    assert text.to_cyrillic("Д9") == "Д9"


def test_unmix_touches_only_words_that_mix_alphabets():
    assert text.unmix("Пeтpoв Toyota Haval") == "Петров Toyota Haval"
    assert text.unmix("Solаris") == "Solaris"
    assert text.unmix("жF") == "жF"


def test_fold_compares_names():
    assert text.fold(" Семён  ПЁТР ") == text.fold("семен петр")


@pytest.mark.parametrize("formula", ["=1+1", " =HYPERLINK(1)", "@SUM(A1)", "+cmd|x", "-A1"])
def test_formula_like(formula):
    assert text.is_formula_like(formula)


@pytest.mark.parametrize("plain", ["+7 (916) 111-22-33", "-5", "-", "Иванов", "", "1=2"])
def test_not_formula_like(plain):
    assert not text.is_formula_like(plain)
