"""Insurers of foreign rows, called as the workbook calls them."""

from __future__ import annotations

import re

from osago_xl.imports.record import Record
from osago_xl.imports.target import Target
from osago_xl.schema.sheets.reference import INSURERS
from osago_xl.values.text import clean, fold

_LEGAL_FORM = re.compile(r"^(?:(?:СПАО|ПАО|САО|ОАО|ЗАО|АО|ООО|СК|Страховая компания)\s+)+", re.IGNORECASE)
_QUOTES = "«»\"“”' "


def insurer_name(text: str) -> str:
    """«СК «Пример»» → «Пример»: as agents call a company."""
    return _LEGAL_FORM.sub("", clean(text)).strip(_QUOTES)


def insurer(target: Target, record: Record, of: str, text: str) -> str:
    """The company a cell names; an unknown one is added, with a remark. An empty cell means the one named at import."""
    if not text:
        return named_at_import(target)
    return target.listed(INSURERS, "insurer", _known(target, text), record, of, full_name=text, active="да")


def named_at_import(target: Target) -> str:
    """The company the agent has named for the whole file; "" when he has not."""
    if not target.insurer:
        return ""
    name = _known(target, target.insurer)
    target.add_word(INSURERS, "insurer", name, full_name=target.insurer, active="да")
    return target.words(INSURERS, "insurer")[fold(name)]


def _known(target: Target, text: str) -> str:
    """The workbook's short name of a company, by its short or full one; else the short form of the text."""
    return target.remembered("company", text, lambda: _looked_up(target, text))


def _looked_up(target: Target, text: str) -> str:
    short = fold(insurer_name(text))
    for row in target.work.rows(INSURERS):
        if short in (fold(row["insurer"]), fold(insurer_name(row["full_name"]))):
            return str(row["insurer"])
    return insurer_name(text)
