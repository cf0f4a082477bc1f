"""The one list of worksheet functions, and the one way to call them.

A function is declared once, beside its body. From this list come the VBA wrappers, the Russian help of Excel's
function wizard, the Calc add-in and docs/functions.md. Excel and Calc come in through `call`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from osago_xl.errors import InputError, TariffError

Code = Literal["#VALUE!", "#N/A", "#NUM!"]


@dataclass(frozen=True, slots=True)
class CellError:
    """A real error of a cell; `reason` is what OSAGO_WHY answers for it."""

    code: Code
    reason: str


@dataclass(frozen=True, slots=True)
class Arg:
    """One argument: `name` is an ASCII identifier of VBA, `text` the Russian help (at most 255 characters).

    `table` — a range is one value of this argument (a list of drivers), not a column of values.
    """

    name: str
    text: str
    optional: bool = False
    table: bool = False


@dataclass(frozen=True, slots=True)
class Function:
    """`body` takes cell values (str, float, bool, datetime, None), one per argument, and returns one value.

    `column`, if any, does the same for many rows at once: a list of values per argument, all of one length.
    """

    name: str
    summary: str
    args: tuple[Arg, ...]
    body: Callable[..., object]
    returns: Literal["number", "text", "table"]
    example: str
    column: Callable[..., list[object]] | None = None


FUNCTIONS: dict[str, Function] = {}


def function(
    name: str,
    summary: str,
    *args: Arg,
    example: str,
    returns: Literal["number", "text", "table"] = "number",
    column: Callable[..., list[object]] | None = None,
) -> Callable[[Callable[..., object]], Callable[..., object]]:
    """Enter a body in the list under the name typed in cells."""

    def enter(body: Callable[..., object]) -> Callable[..., object]:
        if name in FUNCTIONS:
            raise ValueError(f"{name} is declared twice")
        FUNCTIONS[name] = Function(name, summary, args, body, returns, example, column)
        return body

    return enter


def call(name: str, *cells: object) -> object:
    """Compute a function for the cells a caller hands over.

    An argument is a value or a range as a list of rows. When any argument is a column (or row) of values, the
    others are repeated beside it and the answer is a list of rows of that shape. A value that cannot be used gives a
    CellError: alone, or in its own place of the column.
    """
    function = FUNCTIONS[name]
    return _guarded(_dispatch, function, cells)


def _dispatch(function: Function, cells: Sequence[object]) -> object:
    if len(cells) > len(function.args):
        reason = f"{function.name}: аргументов {len(cells)}, нужно не больше {len(function.args)}."
        raise InputError(function.name, len(cells), reason)
    given = [*cells, *[None] * (len(function.args) - len(cells))]
    shape = _shape(function, given)
    if shape is None:
        return function.body(*(_single(arg, cell) for arg, cell in zip(function.args, given, strict=True)))
    return _by_rows(function, given, shape)


def _guarded(work: Callable[..., object], *values: object) -> object:
    """The answer of `work`, or what the cell shows when it fails in a way we foresaw."""
    try:
        return work(*values)
    except InputError as error:
        return CellError("#VALUE!", error.message)
    except TariffError as error:
        return CellError("#N/A", str(error))


Shape = tuple[int, int]


def _shape(function: Function, cells: Sequence[object]) -> Shape | None:
    """Rows and columns of the largest range among the arguments that take one value; None without such a range."""
    shapes = {_size(cell) for arg, cell in zip(function.args, cells, strict=True) if not arg.table} - {(1, 1)}
    if not shapes:
        return None
    if len(shapes) > 1:
        sizes = "; ".join(f"{rows} × {columns}" for rows, columns in sorted(shapes))
        raise InputError(function.name, sizes, f"{function.name}: диапазоны разного размера: {sizes}.")
    if function.returns == "table":
        raise InputError(function.name, None, f"{function.name}: нужны отдельные ячейки, а не диапазоны.")
    return shapes.pop()


def _size(cell: object) -> Shape:
    if not isinstance(cell, list) or not cell:
        return 1, 1
    return len(cell), len(cell[0]) if isinstance(cell[0], list) else 1


def _single(arg: Arg, cell: object) -> object:
    return cell if arg.table or not isinstance(cell, list) else next(iter(_flat(cell)), None)


def _flat(cell: list[object]) -> list[object]:
    return [value for row in cell for value in (row if isinstance(row, list) else [row])]


def _by_rows(function: Function, cells: Sequence[object], shape: Shape) -> list[list[object]]:
    """Every row computed, all at once where the function can, and laid out again in the caller's shape."""
    count = shape[0] * shape[1]
    columns = [
        _flat(cell)
        if isinstance(cell, list) and not arg.table and _size(cell) == shape
        else [_single(arg, cell)] * count
        for arg, cell in zip(function.args, cells, strict=True)
    ]
    if function.column is not None:
        answers = function.column(*columns)
    else:
        answers = [_guarded(function.body, *row) for row in zip(*columns, strict=True)]
    return [answers[start : start + shape[1]] for start in range(0, count, shape[1])]
