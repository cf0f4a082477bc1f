"""The fields a column may be, and what a heading must say to be one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from osago_xl.imports.understanding.lexicon import data, lexicon, scores
from osago_xl.imports.understanding.words import Heading

_KEYS = {"title", "says", "into", "of_policy", "free", "values", "weak", "never", "wants", "beside", "left_out"}


@dataclass(frozen=True)
class Field:
    """A meaning of a column; data/fields.toml explains the parts."""

    name: str
    title: str
    into: str
    says: tuple[tuple[tuple[str, ...], float], ...]
    free: frozenset[str]
    values: frozenset[str]
    weak: frozenset[str]
    never: frozenset[str]
    beside: frozenset[str] = frozenset()
    """Fields it goes with: named nowhere in the heading, it is hardly meant."""
    wants: str = ""
    left_out: bool = False
    of_policy: str = ""

    @property
    def has_place(self) -> bool:
        """Whether its values have cells of their own in the workbook."""
        return bool(self.into)

    def cell(self, of_policies: bool) -> str:
        """Where its values go in a table of policies, or in another."""
        return self.of_policy if of_policies and self.of_policy else self.into

    def wording(self, heading: Heading) -> float:
        """How well a heading says this field, 0 … 1; -1 when it speaks of somebody else or in another unit."""
        best = max((weight * strength for weight, strength in self._said(heading)), default=0.0)
        if self._foreign(heading):
            return -1.0
        if best and self.wants:
            best *= 1.0 if heading.strength(self.wants) or heading.strength("rate") else scores().no_unit
        return max(best - min(4, heading.strange) * scores().strange, 0.0)

    def _said(self, heading: Heading) -> list[tuple[float, float]]:
        """(weight, strength) of every way to say it that the heading takes."""
        found = []
        for concepts, weight in self.says:
            strength = min(heading.strength(concept) for concept in concepts)
            if strength:
                extra = sum(self._is_extra(word, concepts) for word in heading.words)
                found.append((max(weight - extra * scores().extra, 0.0), strength))
        return found

    def _is_extra(self, word: Mapping[str, float], concepts: tuple[str, ...]) -> bool:
        family = lexicon().family
        return not any(c in concepts or c in self.free or family[c] == "form" for c in word)

    def _foreign(self, heading: Heading) -> bool:
        """«Телефон агента»; «КВ, %» for a field in roubles."""
        other = {"rub": "percent", "percent": "rub"}.get(self.wants, "")
        if other and heading.strength(other):
            return True
        spoken = self.free | {concept for concepts, _ in self.says for concept in concepts}
        family = lexicon().family
        return any(all(family[c] == "whose" and c not in spoken for c in word) for word in heading.words)


@cache
def fields() -> Mapping[str, Field]:
    """All fields by name, checked strictly."""
    return {name: _field(name, raw) for name, raw in data("fields.toml").items()}


def _field(name: str, raw: Mapping[str, Any]) -> Field:
    says = tuple(map(_way, raw["says"]))
    free, values, weak, never, beside = (
        frozenset(raw.get(key, "").split()) for key in ("free", "values", "weak", "never", "beside")
    )
    unknown = {c for concepts, _ in says for c in concepts} | free
    unknown -= lexicon().family.keys()
    if unknown or raw.keys() - _KEYS:
        raise ValueError(f"fields.toml, {name}: unknown {sorted(unknown | raw.keys() - _KEYS)}")
    more = {key: raw[key] for key in ("wants", "left_out", "of_policy") if key in raw}
    return Field(name, raw["title"], raw.get("into", ""), says, free, values, weak, never, beside, **more)


def _way(text: str) -> tuple[tuple[str, ...], float]:
    concepts, _, weight = text.partition(":")
    return tuple(concepts.split()), float(weight or 1)
