"""The declaration of the fields is strict; a broken lexicon stops at once and says where."""

import pytest

from osago_xl.imports.understanding import fields as declared
from osago_xl.imports.understanding.fields import fields
from osago_xl.imports.understanding.lexicon import Lexicon
from osago_xl.imports.understanding.profiles import STRONG

FIELD = {"title": "Поле", "says": ["phone"]}


@pytest.mark.parametrize(
    "wrong", [{"says": ["no such concept"]}, {"free": "nobody"}, {"colour": "red"}], ids=["says", "free", "key"]
)
def test_an_unknown_word_or_key_is_refused(wrong):
    with pytest.raises(ValueError, match="поле"):
        declared._field("поле", FIELD | wrong)


def test_a_concept_stands_once():
    with pytest.raises(ValueError, match="twice"):
        Lexicon({"whose": {"a": "x"}, "what": {"a": "y"}, "form": {}})


def test_fields_that_go_with_others_name_fields():
    assert {name for field in fields().values() for name in field.beside} <= fields().keys()


def test_no_field_both_wants_and_refuses_a_trait():
    assert [field.name for field in fields().values() if field.never & (field.values | field.weak)] == []


def test_strong_traits_have_a_field_that_takes_them():
    assert {trait for field in fields().values() for trait in field.values | field.weak} >= STRONG
