"""File names: the agent's pattern, what Windows refuses, free numbers."""

from __future__ import annotations

import pytest

from osago_xl.documents.naming import LONGEST, file_stem, safe, write_new
from osago_xl.errors import InputError

VALUES = {"документ": "Заявление", "клиент": "Иванов И. И.", "полис": "ХХХ 0400000001", "дата": "23.11.2026"}


def test_pattern():
    assert file_stem("{документ} {клиент} {полис} {дата}", VALUES) == "Заявление Иванов И. И. ХХХ 0400000001 23.11.2026"


def test_unknown_placeholder_names_the_known():
    with pytest.raises(InputError, match=r"нет поля \{фамилия\}.*\{клиент\}"):
        file_stem("{фамилия}", VALUES)


def test_value_is_never_a_pattern_or_a_path():
    assert file_stem("{клиент}", {"клиент": "{полис}", "полис": "1"}) == "{полис}"
    assert file_stem("{клиент}", {"клиент": "../../etc/passwd"}) == "etc passwd"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ('ООО "Ромашка" <&> *?', "ООО Ромашка &"),
        ("C:\\Users\\a/b|c", "C Users a b c"),
        ("имя. . ", "имя"),
        ("..", "документ"),
        ("", "документ"),
        ("a\tb\nc\x00d", "a b c d"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("LPT¹", "_LPT¹"),
        ("COMMA", "COMMA"),
        ("и\u0306", "й"),
        ("Иванов\u202egpj", "Иванов gpj"),
        ("\ud800", "документ"),
        ("я" * 300, "я" * LONGEST),
    ],
)
def test_names_windows_takes(name, expected):
    assert safe(name) == expected


def test_next_free_number(tmp_path):
    names = [write_new(tmp_path / "а.docx", b"x").name for _ in range(3)]
    assert names == ["а.docx", "а (2).docx", "а (3).docx"]
