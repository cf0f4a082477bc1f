"""What a command gets and gives: `Work` over a book, a `Ui` to talk to the agent, and a `Report` as the answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol


class Ui(Protocol):
    """How a command talks to the agent. All texts are Russian. None or False means: the agent cancelled."""

    def say(self, text: str) -> None:
        """Show a message and wait for OK."""

    def ask(self, question: str) -> bool:
        """A question answered by yes or no."""

    def choose(self, question: str, options: Sequence[str]) -> int | None:
        """The index of the chosen option."""

    def prompt(self, question: str, default: str = "") -> str | None:
        """A line of text."""

    def pick_files(self, title: str, patterns: Sequence[str]) -> list[Path]:
        """Files chosen by the agent; empty when cancelled."""

    def progress(self, done: int, total: int, text: str) -> bool:
        """Tell how far a long work is; False when the agent wants it to stop here."""

    def open(self, target: str | Path) -> None:
        """Open a file, folder, link or address with the program the system has for it."""

    def copy(self, text: str) -> None:
        """Put a text on the clipboard."""


@dataclass
class Report:
    """What a command did, in a sentence, with details; `data` is the same for `--json`; `show` a sheet to end on.

    `cancelled`: the agent answered «Отмена», and there is nothing to say.
    """

    text: str
    details: list[str] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    show: str = ""
    data: Any = None
    cancelled: bool = False


class Cancelled(Exception):
    """The agent answered «Отмена»: nothing was written, nothing is to be said."""
