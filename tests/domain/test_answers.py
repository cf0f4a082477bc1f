from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osago_xl.domain.answers import read

PAGE = """Данные о полисах ОСАГО
Статус договора
Действует
Серия полиса: ХХХ
Номер полиса: 0123456789
Страховая компания\tСК «Пример»
Срок действия: с 01.12.2025 по 30.11.2026
Дата проверки: 22.11.2026
"""


def test_a_page_with_labels_and_values():
    answer = read(PAGE)
    assert (answer.status, answer.series, answer.number) == ("Действует", "ХХХ", "0123456789")
    assert answer.insurer == "СК «Пример»"
    assert (answer.until, answer.day) == (date(2026, 11, 30), date(2026, 11, 22))
    assert answer.is_good


def test_the_same_page_pasted_into_one_line():
    assert read(" ".join(PAGE.split())) == read(PAGE)


def test_a_bonus_malus_with_its_request():
    answer = read("КБМ: 0,46; Номер запроса: 9-123456-77; Дата запроса: 22.11.2026 10:15")
    assert (answer.kbm, answer.request, answer.day) == (Decimal("0.46"), "9-123456-77", date(2026, 11, 22))
    assert answer.status == "КБМ 0,46"


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("Действует", True),
        ("Выдан страхователю", True),
        ("Не действует", False),
        ("Прекратил действие", False),
        ("не найден", False),
        ("", False),
    ],
)
def test_own_words_are_the_status(text, good):
    assert (read(text).status, read(text).is_good) == (text, good)


def test_an_impossible_date_is_left_out():
    assert read("Дата запроса: 45.13.2026").day is None


@given(st.text())
def test_any_text_gives_an_answer(text):
    assert isinstance(read(text).status, str)


@given(st.lists(st.sampled_from(["Статус договора", "КБМ", "Дата запроса", ":", "\n", "0,46", "31.02.2026", "x"])))
def test_any_mixture_of_labels_gives_an_answer(parts):
    assert isinstance(read(" ".join(parts)).status, str)
