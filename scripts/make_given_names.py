"""Write osago_xl/domain/data/given_names.csv: given names with their gender, from the dictionary of OpenCorpora.

The dictionary comes through packages of PyPI, needed for this script alone:

    pip install pymorphy3==2.0.6 pymorphy3-dicts-ru==2.4.417150.4580142
    python scripts/make_given_names.py

A name both men and women bear (Саша, Женя) is left out: whoever bears it is addressed without a gender.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

TARGET = Path(__file__).resolve().parents[1] / "osago_xl" / "domain" / "data" / "given_names.csv"
GENDERS = {"masc": "М", "femn": "Ж"}
OTHER = frozenset({"Init", "Abbr", "Patr", "Surn"})


def _of(marks: frozenset[str]) -> set[str]:
    """The gender a dictionary entry tells; both for a name of either."""
    return set("МЖ") if marks & {"ms-f", "Ms-f", "GNdr"} else {GENDERS[mark] for mark in GENDERS if mark in marks}


def main() -> None:
    import pymorphy3

    genders: dict[str, set[str]] = defaultdict(set)
    for parse in pymorphy3.MorphAnalyzer().iter_known_word_parses():
        marks = parse.tag.grammemes
        if {"Name", "nomn", "sing"} <= marks and not marks & OTHER:
            name = parse.word.replace("ё", "е")
            genders[name] |= _of(marks)
    rows = sorted((name, found.pop()) for name, found in genders.items() if len(found) == 1)
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("name", "gender"))
        writer.writerows(rows)


if __name__ == "__main__":
    main()
