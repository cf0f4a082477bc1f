"""Signs for and against two rows being one, as tables declare them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from typing import Literal

from osago_xl.domain.identity import names
from osago_xl.domain.identity.traits import Found, Values, values_of

Key = tuple[Hashable, ...]
Names = Literal["", "same", "may be"]
_RELATIONS: Mapping[str, Callable[[str, str], bool]] = {
    "same": names.same_name,
    "may be": names.may_be_same,
}


@dataclass(frozen=True)
class Sign:
    """Rows equal in all `traits`, and of names that go together, are one, unless they differ in one `against`.

    `why` is said to the agent. A sign that is not `sure` only asks him. With `blanks` empty cells count as equal (rules
    and rates, where «all» is an empty cell).
    """

    traits: tuple[str, ...]
    why: str = ""
    name: Names = ""
    against: tuple[str, ...] = ()
    sure: bool = True
    blanks: bool = False
    without: tuple[str, ...] = ()
    """Traits that a row must not have to be looked for by this sign: a car with a plate is not told by its model."""

    def keys(self, row: Values) -> Iterator[Key]:
        """What the sign says of a row: a key for each combination of values; none when it says nothing."""
        return self.keys_of([values_of(trait, row) for trait in self.traits])

    def keys_of(self, found: Sequence[Found]) -> Iterator[Key]:
        """The same of the values of its traits, in their order."""
        if self.blanks:
            if any(found):
                yield (self.traits, *(values or ("",) for values in found))
            return
        for values in product(*found) if all(found) else ():
            yield (self.traits, *values)

    def asks(self, row: Values) -> bool:
        """Whether the sign may be asked for a row at all."""
        return not any(values_of(trait, row) for trait in self.without)

    def names_fit(self, one: Values, other: Values) -> bool:
        """Whether the names go together as the sign wants."""
        return not self.name or _RELATIONS[self.name](one.get("name") or "", other.get("name") or "")

    def joins(self, one: Values, other: Values) -> bool:
        """Whether two rows with an equal key are one by this sign."""
        return self.names_fit(one, other) and not differs(self.against, one, other)


@dataclass(frozen=True)
class Identity:
    """`signs` hold whatever the keys, the strongest first; with an equal key one of `kin` is enough.

    `alone`: with nothing but a name a row joins the only namesake, unless they differ in one of these traits.
    `shared`: traits that prove nothing once several unrelated names have them (the phone of an office).
    """

    signs: tuple[Sign, ...] = ()
    kin: tuple[Sign, ...] = ()
    alone: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    """Trait → what is said of a row that differs in it: «другая дата рождения»."""

    @cached_property
    def telling(self) -> tuple[str, ...]:
        """All that identifies a row besides its name."""
        return tuple(dict.fromkeys(trait for sign in self.signs for trait in sign.traits if trait != "name"))

    @cached_property
    def against(self) -> tuple[str, ...]:
        """All evidence against that any sign names."""
        return tuple(dict.fromkeys(trait for sign in self.signs for trait in sign.against))


def differs(traits: tuple[str, ...], one: Values, other: Values) -> str:
    """The first trait in which both say something and nothing in common; "" when they agree."""
    for trait in traits:
        mine = values_of(trait, one)
        if mine and (theirs := values_of(trait, other)) and not set(mine) & set(theirs):
            return trait
    return ""
