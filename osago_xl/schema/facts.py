"""What formulas read besides their own row: today, the settings, and the small reference tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from osago_xl.domain.calls import CallRules

Values = Mapping[str, Any]


@dataclass
class Facts:
    """Settings by name (cfg_…), rows of all tables by table name and key, and the day that counts as today."""

    today: date
    settings: Mapping[str, Any]
    tables: Mapping[str, Mapping[str, Values]] = field(default_factory=dict)

    def number(self, name: str) -> int:
        """A whole-number setting; an emptied cell counts as 0, as in a formula."""
        value = self.settings.get(name)
        return int(value) if value not in (None, "") else 0

    def parent(self, table: str, key: str) -> Values | None:
        """The row of another table that a key leads to; None for a broken or empty link."""
        return self.tables.get(table, {}).get(key) if key else None

    @cached_property
    def calls(self) -> CallRules:
        """The settings of the call date in the form the domain takes them."""
        services = self.tables.get("tblServices", {}).values()
        return CallRules(
            silence_days=self.number("cfg_silence_days"),
            amber_days=self.number("cfg_amber_days"),
            stages=(
                self.number("cfg_stage_1"),
                self.number("cfg_stage_2"),
                self.number("cfg_stage_3"),
                self.number("cfg_stage_4"),
            ),
            service_days={row["service"]: int(row["days"] or 0) for row in services},
        )
