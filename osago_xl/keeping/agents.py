"""Agents where two bases meet: everybody is «я» in his own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from osago_xl.books.base import Row
from osago_xl.schema.sheets.reference import AGENTS, ME
from osago_xl.schema.sheets.settings import SETTINGS
from osago_xl.values.text import fold
from osago_xl.work.unit import Work

OTHER = "агент"
"""What somebody else's «я» is here."""


def new_names(work: Work, theirs: Mapping[str, Sequence[Row]]) -> dict[str, str]:
    """«Я» of another agent's base is not me: his name in place of it."""
    mine, his = str(work.settings.get("cfg_my_name") or ""), _my_name(theirs[SETTINGS.name])
    own = [row["agent"] for row in work.rows(AGENTS) if row["role"] == ME]
    if not his or not mine or fold(his) == fold(mine):
        return {}
    return {row["agent"]: his for row in theirs[AGENTS.name] if row["role"] == ME and row["agent"] in own}


def role_here(work: Work, agent: Mapping[str, Any]) -> str:
    """What an agent of the other base is here: whoever is «я» there is in ours what we call him."""
    if agent["role"] != ME:
        return str(agent["role"])
    ours = {fold(row["agent"]): row["role"] for row in work.rows(AGENTS)}
    return str(ours.get(fold(agent["agent"]), OTHER))


def _my_name(settings: Sequence[Row]) -> str:
    return next((str(row["value"] or "") for row in settings if row["name"] == "cfg_my_name"), "")
