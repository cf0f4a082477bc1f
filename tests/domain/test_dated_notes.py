"""Dated notes of the agent."""

from __future__ import annotations

from datetime import date

import pytest

from osago_xl.domain.notes import Note, dated

TODAY = date(2026, 11, 22)
CASES = {
    "day and month": ("25.12 поздравить", [(date(2026, 12, 25), "поздравить")]),
    "the next year": ("годовщина 05.06", [(date(2027, 6, 5), "годовщина")]),
    "today counts": ("22.11: позвонить", [(TODAY, "позвонить")]),
    "a whole date": ("до 1.3.2027 г. справка", [(date(2027, 3, 1), "до справка")]),
    "a short year": ("01.03.27 — справка", [(date(2027, 3, 1), "справка")]),
    "several notes": ("чай; 25.12 поздравить\n26.12 дача", [
        (date(2026, 12, 25), "поздравить"), (date(2026, 12, 26), "дача")]),
    "only a date": ("25.12", [(date(2026, 12, 25), "напомнить")]),
    "29 February": ("29.02 день рождения мужа", [(date(2027, 3, 1), "день рождения мужа")]),
    "passed": ("01.03.2026 справка", []),
    "no such day": ("31.02 справка; 12.13 и ещё", []),
    "no date at all": ("любит утренние звонки, скидка 12.05%", []),
    "a number": ("пробег 12.05.1 и 1.5.12.3", []),
}  # fmt: skip


@pytest.mark.parametrize(("text", "found"), CASES.values(), ids=CASES)
def test_notes_of_a_cell(text: str, found: list[tuple[date, str]]) -> None:
    assert list(dated(text, TODAY)) == [Note(*each) for each in found]
