"""What has become of a contract, in the words of the column «Состояние»."""

from __future__ import annotations

LEAD, QUOTE, DRAFT, ISSUED, TERMINATED, REFUSED = STATES = (
    "лид", "расчёт", "проект", "оформлен", "расторгнут", "отказ",
)  # fmt: skip
NEVER_STARTED = (LEAD, QUOTE, DRAFT, REFUSED)
CONCLUDED = (ISSUED, TERMINATED)
"""Signed at some time: such a contract has a number, money and papers."""
