"""Given names and their gender, from a dictionary (scripts/make_given_names.py); read once, when first asked."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from osago_xl.values.text import fold

MALE, FEMALE = "М", "Ж"


@cache
def _known() -> dict[str, str]:
    text = (files("osago_xl.domain") / "data/given_names.csv").read_text("utf-8")
    return {row["name"]: row["gender"] for row in csv.DictReader(text.splitlines())}


def is_given(word: str) -> bool:
    """Whether the dictionary has this given name of one gender."""
    return fold(word) in _known()


def gender_of(word: str) -> str:
    """«М», «Ж», or "" for an unknown name and for one that men and women bear; of a double name the first part."""
    known = _known()
    folded = fold(word)
    return known.get(folded) or known.get(folded.partition("-")[0], "")
