import pytest

from osago_xl.errors import InputError
from osago_xl.values.identifiers import vin


@pytest.mark.parametrize("text", ["XTA210990Y2765439", "Z94CT51DAFR132154", "XW8ZZZ5NZJG215281", "1M8GDM9AXKP042788"])
def test_real_vins_have_no_remarks(text):
    assert vin.check(text) == []


def test_cyrillic_lookalikes_become_latin_and_are_reported():
    assert vin.validate("ХТА210990У2765439") == "XTA210990Y2765439"
    (finding,) = vin.check("ХТА210990У2765439")
    assert (finding.rule, finding.fix) == ("vin.homoglyph", "XTA210990Y2765439")


@pytest.mark.parametrize("text", ["Отсутствует", "ОТСУТСТВУЕТ", " отсутствует. "])
def test_absent_vin_is_lawful(text):
    assert vin.check(text) == []
    assert vin.validate(text) == vin.ABSENT


def test_check_digit_binds_only_north_america():
    (finding,) = vin.check("1M8GDM9A0KP042788")
    assert (finding.level, finding.rule) == ("warning", "vin.control")


def test_letters_i_o_q_are_offered_as_digits():
    with pytest.raises(InputError, match="кроме I, O, Q"):
        vin.validate("XTA21O99OY2765439")
    assert vin.check("XTA21O99OY2765439")[0].fix == "XTA210990Y2765439"


def test_short_number_points_to_the_body():
    with pytest.raises(InputError, match=r"12 знаков вместо 17.*номер кузова"):
        vin.validate("AE1111234567")
