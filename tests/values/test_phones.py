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
        ("89161112233  01.02.1980", [Phone("+79161112233")]),
        ("01.02.1980 89161112233", [Phone("+79161112233")]),
        ("паспорт 4509 123456, 8 916 111 22 33", [Phone("+79161112233")]),
        ("ivan9161112234@mail.ru 89161112233", [Phone("+79161112233")]),
        ("8916111223389161112234", [Phone("+79161112233"), Phone("+79161112234")]),
        ("кв 5 89161112233", [Phone("+79161112233")]),
        ("79160001133.0", [Phone("+79160001133")]),
        ("7,9160001133E+10", [Phone("+79160001133")]),
        ("(812) 345-67-89", [Phone("+78123456789")]),
        ("701 234 56 78", [Phone("+77012345678")]),
        ("4012 345678", [Phone("+74012345678")]),
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
        ("233-44-55", "здесь всего 7"),
        ("+7 (916) 000-11-1З", "здесь всего 10"),
        ("+8916000112", "здесь всего 10"),
        ("8916000112", "здесь всего 10"),
        ("8123456789", "здесь всего 10"),
        ("8 343 123 45 6", "здесь всего 10"),
        ("9160001112З", "не похожа"),
        ("8916111223 1.02.1980", "не похожа"),
        ("8916111223 2", "не похожа"),
        ("8 916 111 22 33 44", "не похожа"),
        ("+7 916 000 11 1 8 916 111 22 33", "не похожа"),
        ("8 495 916 111 22 33", "не похожа"),
        ("паспорт 4509 123456", "не похожа"),
        ("4509 123456", "не похожа"),
        ("паспорт 4012 345678", "не похожа"),
        ("7,916E+10", "здесь всего 6"),
        ("СНИЛС 891-612-345 67", "не похожа"),
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
    assert phones.display("89161112233 Маша") == "89161112233 Маша"  # words are no less the agent's than the number


def test_an_e_mail_among_phones_is_found():
    assert phones.addresses("89161112233, ivan.1@mail.ru") == ["ivan.1@mail.ru"]
    assert phones.addresses("89161112233") == []


@given(st.from_regex(r"9\d{9}", fullmatch=True), st.sampled_from(["8", "+7", "7"]), st.integers(0, 10))
def test_a_number_that_lacks_a_digit_is_never_completed(national, prefix, at):
    digits = prefix + national
    shorter = digits[: len(prefix) + min(at, 9)] + digits[len(prefix) + min(at, 9) + 1 :]
    parted = f"{prefix} ({shorter[len(prefix) : -7]}) {shorter[-7:-4]}-{shorter[-4:]}"
    for written in (shorter, parted):
        assert phones.reason(written), written


@given(st.from_regex(r"9\d{9}", fullmatch=True), st.sampled_from(["8", "+7", "7", ""]), st.sampled_from(" -. "))
def test_a_whole_number_is_read_however_it_is_parted(national, prefix, gap):
    written = f"{prefix}{gap}({national[:3]}){gap}{national[3:6]}{gap}{national[6:8]}{gap}{national[8:]}"
    assert phones.parse(written) == [Phone("+7" + national)]


@pytest.mark.parametrize(
    ("written", "rest"),
    [
        ("89161112233 Маша", "Маша"),
        ("т. 8 916 111 22 33", ""),
        ("сот. 89161112233, жена 89161112234", "жена"),
        ("89161112233  01.02.1980", "01.02.1980"),
        ("89161112233 a@b.ru", "a@b.ru"),
        ("89161112233 34", "34"),
        ("кв 5 89161112233", "кв 5"),
        ("8 (916) 111-22-33 доб. 12", ""),
        ("+7 (916) 000-11-1З", "+7 (916) 000-11-1З"),
    ],
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
