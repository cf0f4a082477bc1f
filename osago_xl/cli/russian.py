"""The words of argparse in Russian: its own gettext keys with our sentences, and what to say about a word it refuses.

argparse looks its words up through `gettext`, bound in its module by the names `_` and `ngettext`; they are pointed at
this catalogue. Keys it gains in a later Python stay English until they stand here; tests/cli/test_cli_russian.py tells.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from difflib import get_close_matches

_CATALOGUE = {
    "usage: ": "Вызов: ",
    "positional arguments": "что указать",
    "options": "ключи",
    "show this help message and exit": "эта справка",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "unrecognized arguments: %s": "не понятно: %s. Ключи команды покажет --help.",
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s может значить %(matches)s: напишите целиком.",
    "invalid choice: %(value)r (choose from %(choices)s)": "«%(value)s» здесь нельзя. Можно: %(choices)s.",
    "unknown parser %(parser_name)r (choices: %(choices)s)": "нет команды «%(parser_name)s». Есть: %(choices)s.",
    "can't open '%(filename)s': %(error)s": "файл «%(filename)s» не открывается: %(error)s",
    "expected one argument": "после него нужно значение.",
    "expected at most one argument": "после него не больше одного значения.",
    "expected at least one argument": "после него нужно хотя бы одно значение.",
    "expected %s argument": "после него нужно значений: %s.",
    "expected %s arguments": "после него нужно значений: %s.",
    "invalid %(type)s value: %(value)r": "«%(value)s» не подходит%(type)s.",
    "%(prog)s: error: %(message)s\n": "%(prog)s: %(message)s\n",
    "the following arguments are required: %s": "не указано: %s.",
    "one of the arguments %s is required": "укажите одно из: %s.",
    "not allowed with argument %s": "вместе с %s нельзя.",
    "ignored explicit argument %r": "значение %r здесь не нужно.",
    "unexpected option string: %s": "лишнее: %s.",
}
_EXPECTED = {"fromisoformat": ": нужна дата вида 2026-11-30", "int": ": нужно целое число", "float": ": нужно число"}
"""What a converter of argparse takes, by its name."""


class _Kind(str):
    """A sentence in which the name of a converter is said in Russian."""

    def __mod__(self, values: object) -> str:
        named = dict(values) if isinstance(values, dict) else {}
        return str(self) % (named | {"type": _EXPECTED.get(str(named.get("type")), "")})


def speak_russian() -> None:
    """Point argparse at the catalogue."""
    argparse._ = _said  # type: ignore[attr-defined]
    argparse.ngettext = lambda one, many, n: _said(one if n == 1 else many)  # type: ignore[attr-defined]


def _said(text: str) -> str:
    said = _CATALOGUE.get(text, text)
    return _Kind(said) if "%(type)s" in said else said


def nearest(word: str, known: Iterable[str]) -> str:
    """« Может быть, renew_policy?», or nothing when no known word is like it."""
    found = get_close_matches(word, list(known), n=3, cutoff=0.6)
    return f" Может быть, {' или '.join(found)}?" if found else ""
