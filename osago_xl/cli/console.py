"""The Ui of the command line: questions on the terminal, or answers given beforehand."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from osago_xl.errors import OsagoError


class ConsoleUi:
    """Asks on the terminal. `yes` answers every yes-no question by yes; without a terminal a question is an error."""

    def __init__(self, yes: bool = False, files: Sequence[Path] = (), answers: Sequence[str] = ()) -> None:
        self._yes, self._files, self._answers = yes, list(files), list(answers)

    def say(self, text: str) -> None:
        print(text, file=sys.stderr)

    def ask(self, question: str) -> bool:
        return self._yes or self._line(f"{question} [д/н] ").lower() in ("д", "да", "y", "yes")

    def choose(self, question: str, options: Sequence[str]) -> int | None:
        listing = "\n".join(f"  {number}. {text}" for number, text in enumerate(options, 1))
        answer = self._line(f"{question}\n{listing}\nНомер (пусто = отмена): ")
        return int(answer) - 1 if answer.isdigit() and 1 <= int(answer) <= len(options) else None

    def prompt(self, question: str, default: str = "") -> str | None:
        return self._line(f"{question} [{default}]: ") or default

    def pick_files(self, title: str, patterns: Sequence[str]) -> list[Path]:
        if self._files:
            return self._files
        answer = self._line(f"{title} (путь): ")
        return [Path(answer)] if answer else []

    def progress(self, done: int, total: int, text: str) -> bool:
        if sys.stderr.isatty():
            print(f"\r{text}: {done} из {total}", end="\n" if done >= total else "", file=sys.stderr)
        return True

    def open(self, target: str | Path) -> None:
        print(target, file=sys.stderr)

    def copy(self, text: str) -> None:
        print(text, file=sys.stderr)

    def _line(self, question: str) -> str:
        if self._answers:
            return self._answers.pop(0)
        if not sys.stdin.isatty():
            raise OsagoError(f"Нужен ответ на вопрос: {question.strip()} Задайте ответы ключами --yes и --answer.")
        return input(question).strip()
