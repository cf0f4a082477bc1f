"""What the VBA wrappers call: one entry through which every worksheet function is reached.

Served by the UDF server of xlwings; nothing heavy is imported here, the first formula must answer fast.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import no_type_check

import xlwings as xw

from osago_xl import functions
from osago_xl.functions.registry import CellError

ERROR_MARK = "#OSAGO:"
"""The VBA side turns this mark and a number into a real cell error; text alone would pass for a value."""

ERROR_NUMBERS = {
    "#NULL!": 2000,
    "#DIV/0!": 2007,
    "#VALUE!": 2015,
    "#REF!": 2023,
    "#NAME?": 2029,
    "#NUM!": 2036,
    "#N/A": 2042,
}


@xw.func
@xw.arg("cells", ndim=2, err_to_str=True)
@no_type_check  # xlwings takes annotations for names of its converters
def call(name, *cells):
    """The entry itself: name of the function, then a block of cells for each argument."""
    return answer(name, cells)


def answer(name: str, cells: Sequence[Sequence[Sequence[object]]]) -> object:
    """What the calling cell shall show: a value, a list of rows, or a marked error.

    A block of one cell goes to the function as its value, a larger one as a list of rows. An error in a single cell
    is the answer, as with Excel's own functions; inside a larger block the function sees it as text («#N/A»).
    """
    values = [_value(block) for block in cells]
    error = next((value for value in values if isinstance(value, str) and value in ERROR_NUMBERS), None)
    return _shown(functions.registry.call(name, *values)) if error is None else _marked(error)


def _value(block: Sequence[Sequence[object]]) -> object:
    return block[0][0] if len(block) == 1 and len(block[0]) == 1 else block


def _shown(given: object) -> object:
    if isinstance(given, list):
        return [[_shown(cell) for cell in row] for row in given]
    if isinstance(given, CellError):
        return _marked(given.code)
    if isinstance(given, Decimal):
        return float(given)  # COM would cut it to four decimals as currency
    return given


def _marked(code: str) -> str:
    return f"{ERROR_MARK}{ERROR_NUMBERS[code]}"
