"""Cells of a foreign row that hold a word for «nothing»: they become empty, and what the word says besides is kept."""

from __future__ import annotations

from osago_xl.imports.record import Record
from osago_xl.values.identifiers import vin
from osago_xl.values.placeholders import says_nothing, tells_instead

_FREE = frozenset({"comment", "status", "note", "operation", "document", "preferences", "channel"})
"""Fields in which «нет» is an answer."""
_NEVER_ZERO = frozenset({
    "name", "phone", "phone_2", "email", "number", "series", "plate", "vin", "model", "only_model", "make", "inn",
    "kpp", "ogrn", "paper_series", "paper_number", "postcode", "birth_date", "insurer", "city", "region", "street",
    "year",
})  # fmt: skip
"""Fields in which 0 means that there is none."""


def empty_placeholders(record: Record) -> None:
    """Empty such cells; «транзит» for a plate goes to the comment."""
    for of in record.cells:
        text = "" if of in _FREE else record.text(of)
        if not text or (of == "vin" and vin.compact(text) == vin.ABSENT):
            continue  # a lawful answer: the car is told by its body
        if says_nothing(text, zero=of in _NEVER_ZERO):
            record.put(of, "")
        elif tells_instead(text, of):
            record.put(of, "")
            record.leftovers.append(f"{record.header(of)}: {text}")
