"""The one list of worksheet functions.

A function is declared once, beside its body. From this list come the VBA wrappers, the Russian help of Excel's
function wizard, the Calc add-in and docs/functions.md.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Code = Literal["#VALUE!", "#N/A", "#NUM!"]


@dataclass(frozen=True, slots=True)
class CellError:
    """A real error of a cell; `reason` is what OSAGO_WHY answers for it."""

    code: Code
    reason: str


@dataclass(frozen=True, slots=True)
class Arg:
    """One argument: `name` is an ASCII identifier of VBA, `text` the Russian help (at most 255 characters)."""

    name: str
    text: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Function:
    """`body` takes cell values (str, float, bool, datetime, None), one per argument, and returns one value."""

    name: str
    summary: str
    args: tuple[Arg, ...]
    body: Callable[..., object]
    returns: Literal["number", "text", "table"]
    example: str


FUNCTIONS: dict[str, Function] = {}


def function(
    name: str,
    summary: str,
    *args: Arg,
    example: str,
    returns: Literal["number", "text", "table"] = "number",
) -> Callable[[Callable[..., object]], Callable[..., object]]:
    """Enter a body in the list under the name typed in cells."""

    def enter(body: Callable[..., object]) -> Callable[..., object]:
        if name in FUNCTIONS:
            raise ValueError(f"{name} is declared twice")
        FUNCTIONS[name] = Function(name, summary, args, body, returns, example)
        return body

    return enter
