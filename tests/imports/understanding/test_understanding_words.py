"""A heading means a field by its words, whatever their endings, order, abbreviations and mistakes."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osago_xl.imports.understanding.lexicon import lexicon
from osago_xl.imports.understanding.understand import wording
from osago_xl.imports.understanding.words import read

HEADINGS = tomllib.loads((Path(__file__).parent / "headings.toml").read_text("utf-8"))
SPELLED = [(text, field) for field, texts in HEADINGS.items() for text in texts]


def best(text):
    found = wording(text)
    return max(found, key=found.__getitem__, default="")


@pytest.mark.parametrize(("text", "field"), SPELLED)
def test_a_heading_means_its_field(text, field):
    found = wording(text)
    assert found.get(field, 0) == max(found.values(), default=0) > 0, found


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Телефон агента", "phone"),
        ("Телефон страховой компании", "phone"),
        ("Номер ВУ", "number"),
        ("Дата выдачи ВУ", "paper_issued"),
        ("КВ, руб.", "percent"),
        ("КВ, %", "fee"),
        ("Банк клиента", "name"),
        ("Телефон жены", "phone"),
        ("Адрес банка", "address"),
    ],
)
def test_a_word_about_somebody_else_turns_a_heading_away(text, field):
    assert field not in wording(text)


@pytest.mark.parametrize(
    ("text", "alike"),
    [("Тилефон", "телефон"), ("Стархователь", "страхователь"), ("Примечане", "примечание")],
)
def test_mistakes_are_forgiven_and_count_less(text, alike):
    assert best(text) == best(alike)
    assert 0 < wording(text)[best(alike)] < wording(alike)[best(alike)]


@pytest.mark.parametrize("text", ["", "Собака", "xyz", "Столбец1", "???", "Лист", "12"])
def test_strange_words_mean_nothing(text):
    assert wording(text) == {}


@pytest.mark.parametrize("text", ["Ф. И. О.", "Ф.И.О", "ф и о", "ФИО"])
def test_letters_one_by_one_are_a_word(text):
    assert read(text).strength("fio") == 1


def test_a_word_may_mean_several_things():
    assert {"commission", "flat"} <= lexicon().meanings("кв").keys()


@given(st.text(max_size=40))
def test_any_text_is_read(text):
    assert all(0 < score <= 1 for score in wording(text).values())
