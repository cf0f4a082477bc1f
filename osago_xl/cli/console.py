"""The Ui of the command line: questions on the terminal, or answers given beforehand."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from osago_xl.errors import OsagoError, UsageError
from osago_xl.values.text import fold

_Answer = TypeVar("_Answer")
_WORDS = {"д": True, "да": True, "y": True, "yes": True, "н": False, "нет": False, "n": False, "no": False, "": False}
_NONE = -1


def _yes_or_no(answer: str) -> bool | None:
    return _WORDS.get(answer.lower())


def _chosen(answer: str, options: Sequence[str]) -> int | None:
    """The place of what was meant by its number, its words or their beginning; `_NONE` for nothing at all."""
    if not answer:
        return _NONE
    if answer.isdigit():
        return int(answer) - 1 if 1 <= int(answer) <= len(options) else None
    words = [fold(option) for option in options]
    found = [at for at, word in enumerate(words) if word == fold(answer)] or [
        at for at, word in enumerate(words) if word.startswith(fold(answer))
    ]
    return found[0] if len(found) == 1 else None


class ConsoleUi:
    """Asks on the terminal. `yes` answers every yes-no question by yes; without a terminal a question is an error."""

    def __init__(self, yes: bool = False, files: Sequence[Path] = (), answers: Sequence[str] = ()) -> None:
        self._yes, self._files, self._answers = yes, list(files), list(answers)

    def say(self, text: str) -> None:
        print(text, file=sys.stderr)

    def ask(self, question: str) -> bool:
        return self._yes or self._understood(f"{question} [д/н] ", "да или нет", _yes_or_no)

    def choose(self, question: str, options: Sequence[str]) -> int | None:
        listing = "\n".join(f"  {number}. {text}" for number, text in enumerate(options, 1))
        asked = f"{question}\n{listing}\nНомер или слова (пусто = отмена): "
        chosen = self._understood(asked, "номер или слова из списка", lambda answer: _chosen(answer, options))
        return None if chosen == _NONE else chosen

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

    def _understood(self, question: str, wanted: str, read: Callable[[str], _Answer | None]) -> _Answer:
        """The answer as `read` takes it: asked again on the terminal, UsageError for one given beforehand."""
        while True:
            given = bool(self._answers)
            answer = self._line(question)
            found = read(answer)
            if found is not None:
                return found
            text = f"Ответ «{answer}» не подходит, нужно: {wanted}. Вопрос: {question.strip()}"
            if given:
                raise UsageError(f"{text}\nНичего не записано.")
            self.say(text)

    def _line(self, question: str) -> str:
        if self._answers:
            return self._answers.pop(0)
        if not sys.stdin.isatty():
            raise OsagoError(f"Нужен ответ на вопрос: {question.strip()} Задайте ответы ключами --yes и --answer.")
        return input(question).strip()
