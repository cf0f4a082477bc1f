import pytest
from hypothesis import given
from hypothesis import strategies as st

from osago_xl.errors import InputError
from osago_xl.values import phones
from osago_xl.values.phones import Phone


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("8 (916) 111-22-33 доб. 12", [Phone("+79161112233", "12")]),
        ("+7 983 690-06-02 доб. 12", [Phone("+79836900602", "12")]),
        ("т. 89642892693", [Phone("+79642892693")]),
        ("9004006103", [Phone("+79004006103")]),
        ("8-954-684-87-45", [Phone("+79546848745")]),
        ("+7(916)1112233", [Phone("+79161112233")]),
        ("8 (3462) 36-06-96", [Phone("+73462360696")]),
        ("8 916 111 22 33; 8 916 111 22 34", [Phone("+79161112233"), Phone("+79161112234")]),
        ("8 916 111 22 33 8 916 111 22 34", [Phone("+79161112233"), Phone("+79161112234")]),
        ("9161112233, 9161112234", [Phone("+79161112233"), Phone("+79161112234")]),
        ("89161112233 или 89161112233", [Phone("+79161112233")]),
        ("+375 29 123-45-67", [Phone("+375291234567")]),
        ("+7 (701) 234-56-78", [Phone("+77012345678")]),
        ("8\u00a0916\u00a0111–22–33", [Phone("+79161112233")]),
        ("89161112233 до 20.00", [Phone("+79161112233")]),
    ],
)
def test_every_spelling(written, expected):
    assert phones.parse(written) == expected


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("нет", "телефона нет"),
        ("", "пуста"),
        ("у жены", "нет номера"),
        ("233-44-55", "7 цифр вместо 10"),
        ("8 116 111 22 33", "не похож"),
        ("123456789012345678", "не похож"),
    ],
)
def test_no_phone_has_a_reason(written, reason):
    with pytest.raises(InputError, match=reason):
        phones.parse(written)


def test_mask():
    assert str(Phone("+79161112233", "12")) == "+7 (916) 111-22-33 доб. 12"
    assert str(Phone("+375291234567")) == "+375291234567"
    assert phones.display("89161112233, 9161112234") == "+7 (916) 111-22-33; +7 (916) 111-22-34"


@pytest.mark.parametrize(
    ("written", "rest"),
    [("89161112233 Маша", "Маша"), ("т. 8 916 111 22 33", ""), ("сот. 89161112233, жена 89161112234", "жена")],
)
def test_remark_is_not_lost(written, rest):
    assert phones.remark(written) == rest


@given(st.text() | st.from_regex(r"[+0-9()\- ;добт.]{0,40}", fullmatch=True))
def test_anything_is_a_phone_or_an_input_error(text):
    assert isinstance(phones.remark(text), str)
    try:
        found = phones.parse(text)
    except InputError as refusal:
        assert refusal.field == "Телефон"
    else:
        assert found == phones.parse("; ".join(map(str, found)))
