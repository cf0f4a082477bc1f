"""What a check has to say about the agent's data: never raised, always returned as a list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

Level = Literal["error", "warning"]


class Finding(NamedTuple):
    """One remark.

    `level` — error: cannot be right; warning: unusual, may still be true.
    `rule` — stable code for counting and tests («inn», «forms.overlap»), never shown alone.
    `message`, `hint` — Russian: what is wrong; what to do.
    `fix` — the value that would cure it where curing is safe (the agent sees it before it is written).
    """

    level: Level
    rule: str
    message: str
    hint: str = ""
    fix: str | None = None


def error(rule: str, message: str, hint: str = "", fix: str | None = None) -> Finding:
    return Finding("error", rule, message, hint, fix)


def warning(rule: str, message: str, hint: str = "", fix: str | None = None) -> Finding:
    return Finding("warning", rule, message, hint, fix)


def errors(findings: Iterable[Finding]) -> list[Finding]:
    """Only the findings that forbid writing."""
    return [finding for finding in findings if finding.level == "error"]
