"""The common shape of an identifier: `compact`, `validate`, `is_valid`, `check`.

Two levels. An error cannot be right: a wrong length, a check digit prescribed by law. A warning is unusual
and may still be true: insurers let such values through, so the agent is told and not stopped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from osago_xl.errors import InputError
from osago_xl.findings import Finding, error, errors, warning
from osago_xl.values.text import SEEN, clean, is_cyrillic, mixes_alphabets, to_cyrillic, to_latin

_SEPARATORS = re.compile(r"[\s\-–—‑−.,_/\\№#'\"«»]+")

SEE_DOCUMENT = "Сверьте с документом."


@dataclass(frozen=True)
class Identifier:
    """One kind of number on one kind of paper.

    `rule` is the stable code of its findings, `field` the Russian name in messages. `compact` brings any text
    to the stored form; `findings` judges a non-empty compact value.
    """

    rule: str
    field: str
    compact: Callable[[str], str]
    findings: Callable[[str], Iterable[Finding]]

    def check(self, text: str) -> list[Finding]:
        """All remarks; empty for a faultless value. Never raises."""
        value = self.compact(text)
        if not value:
            return [error(self.rule, f"{self.field}: не заполнено", "Впишите значение из документа.")]
        found = [_named(self.field, finding) for finding in self.findings(value)]
        return [*found, *self._foreign_letters(text, value)]

    def validate(self, text: str) -> str:
        """The stored form; raises InputError with the first error (warnings do not stop)."""
        wrong = errors(self.check(text))
        if wrong:
            raise InputError(self.field, text, f"{wrong[0].message}. {wrong[0].hint}".strip())
        return self.compact(text)

    def is_valid(self, text: str) -> bool:
        return not errors(self.check(text))

    def _foreign_letters(self, text: str, value: str) -> Iterator[Finding]:
        """A look-alike letter of the other alphabet: the same to the eye, another value to a search."""
        if text.replace(" ", "") == value:
            return
        written = [is_cyrillic(c) for c in text if c.isalpha()]
        stored = [is_cyrillic(c) for c in value if c.isalpha()]
        if len(written) == len(stored) and written != stored:
            name = "латинские буквы вместо русских" if stored[0] else "русские буквы вместо латинских"
            yield warning(f"{self.rule}.homoglyph", f"{self.field}: {name}", "Замените их похожими.", fix=value)


def _named(field: str, finding: Finding) -> Finding:
    return finding._replace(message=f"{field}: {finding.message}")


@lru_cache(SEEN)
def squeeze(text: str) -> str:
    """Upper case without spaces, dashes and other separators."""
    return _SEPARATORS.sub("", clean(text).upper())


@lru_cache(SEEN)
def cyrillic(text: str) -> str:
    """Squeezed, look-alike letters made Cyrillic; a foreign «KZ 12» that cannot be is left Latin."""
    value = squeeze(text)
    return _unless_mixed(to_cyrillic(value), value)


@lru_cache(SEEN)
def latin(text: str) -> str:
    """Squeezed, look-alike letters made Latin; a Cyrillic word that cannot be is left as it is."""
    value = squeeze(text)
    return _unless_mixed(to_latin(value), value)


def _unless_mixed(converted: str, value: str) -> str:
    return value if mixes_alphabets(converted) and not mixes_alphabets(value) else converted


def is_digits(value: str) -> bool:
    """True for ASCII digits only: «²» and Arabic digits are digits to Python, not to a register."""
    return value.isascii() and value.isdigit()


def wrong_digits(rule: str, value: str, *lengths: int) -> list[Finding]:
    """An error when the value is not exactly so many digits; a zero lost in Excel is offered back."""
    expected = " или ".join(map(str, lengths))
    if not is_digits(value):
        return [error(rule, "допустимы только цифры", f"Нужно {expected} цифр. {SEE_DOCUMENT}")]
    if len(value) in lengths:
        return []
    message = f"{len(value)} цифр вместо {expected}"
    whole = next((length for length in sorted(lengths) if 1 <= length - len(value) <= 2), 0)
    if not whole:
        return [error(rule, message, SEE_DOCUMENT)]
    hint = "Похоже, Excel отбросил ведущий ноль: верните его и сверьте с документом."
    return [error(rule, message, hint, fix=value.zfill(whole))]


def wrong_control(rule: str) -> Finding:
    return error(rule, "контрольная цифра не сходится", f"В номере опечатка. {SEE_DOCUMENT}")


def all_zeros(rule: str) -> Finding:
    return error(rule, "одни нули", SEE_DOCUMENT)


def weighted_sum(value: str, weights: Iterable[int]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(value, weights, strict=False))
