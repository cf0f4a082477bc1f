"""Man or woman by the name, where the papers ask and nobody has said."""

from __future__ import annotations

from osago_xl.domain.names import PersonName

_FEMALE_ENDINGS = ("вна", "чна", "кызы", "гызы")
_MALE_IN_A = {"никита", "илья", "фома", "лука", "кузьма", "савва", "данила", "гаврила", "фока", "мустафа", "миша",
              "саша", "паша", "лёша", "гоша"}  # fmt: skip


def is_female(name: PersonName) -> bool:
    """By the patronymic, else by the given name; «Саша» without a patronymic counts as a man."""
    if name.patronymic:
        return name.patronymic.lower().endswith(_FEMALE_ENDINGS)
    given = name.given.lower()
    return given.endswith(("а", "я", "вь")) and given not in _MALE_IN_A
