"""Yes and no in every usual spelling."""

from __future__ import annotations

from osago_xl.errors import Unread
from osago_xl.values.text import fold

_YES = {"да", "true", "истина", "1", "1.0", "yes", "+"}
_NO = {"нет", "false", "ложь", "0", "0.0", "no", "-"}


def read(value: object) -> bool:
    """Raises Unread for what is neither."""
    word = fold(str(value))
    if word in _YES or word in _NO:
        return word in _YES
    raise Unread("напишите «да» или «нет»")


def word(value: object) -> str:
    """«да» or «нет», as the lists of the workbook have it."""
    return "да" if read(value) else "нет"
