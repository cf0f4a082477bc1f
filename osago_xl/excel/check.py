"""One thing that `doctor` looks at, and what it found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

State = Literal["ok", "warning", "error"]


@dataclass(frozen=True, slots=True)
class Check:
    """`remedy` says what to do, empty when nothing has to be done; commands in it can be pasted into cmd."""

    name: str
    state: State
    found: str
    remedy: str = ""
