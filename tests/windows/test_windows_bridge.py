"""The real library of xlwings and its real COM server: worksheet functions called as Excel calls them, by IDispatch.

Times are printed; on a computer they are those of docs/windows.md.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from osago_xl.errors import EngineError
from osago_xl.excel import bridge, udfs
from osago_xl.functions.registry import FUNCTIONS

pytestmark = pytest.mark.skipif(sys.platform != "win32", reason="COM is Windows")

LIBRARY = Path(sys.exec_prefix) / f"xlwings64-{version('xlwings')}.dll"
DAY = 46082.0  # 1 March 2026, as Value2 gives it
CAR = (DAY, "B", "физ", "02", "Уфа", 110.0, 5000.0, None, 0.91, 35.0, 10.0)
RPC_UNAVAILABLE = "-2147023174"  # RPC_S_SERVER_UNAVAILABLE
NA = -2146826246  # #N/A as Value2 gives it: an SCODE
DRIVERS = ((35.0, 10.0, 0.91), (36526.0, 43831.0, "класс 3"), (None, None, None))
COLUMN = ((0.91,), (1.0,), (None,), (2.45,), (NA,))

ARGUMENTS: dict[str, list[tuple[Any, ...]]] = {
    "OSAGO_PREMIUM": [CAR, CAR[:7], (*CAR[:7], DRIVERS), (*CAR[:8], COLUMN, 35.0, 10.0), (*CAR, 6.0), (DAY,),
                      (NA, *CAR[1:]), (DAY, "B", "физ", "02", "Нет такого", *CAR[5:]), (1.0, *CAR[1:]),
                      ("01.03.2026", *CAR[1:])],
    "OSAGO_WHY": [CAR, CAR[:7], (DAY,), (DAY, "B", "физ", "02", "Нет такого", *CAR[5:])],
    "OSAGO_EXPLAIN": [CAR, (*CAR[:7], DRIVERS), (DAY,), (NA, *CAR[1:])],
    "OSAGO_FORECAST": [(0.0, *CAR), (2.0, *CAR), ("", *CAR), (-1.0, *CAR)],
    "OSAGO_BASE": [(DAY, "B", "физ", "max"), (DAY, "B", "юр", "min"), (DAY, "C", "юр", "max", None, 20000.0),
                   (DAY, "Z", "физ")],
    "OSAGO_KT": [(DAY, "02", "Уфа"), (DAY, None, "Уфа"), (DAY, "02", "Нет такого"), (DAY, 2.0, "Уфа"),
                 (DAY, "02", "Уфа", True), (NA, "02", "Уфа")],
    "OSAGO_KBM": [(0.91, 1.0), (0.46, 0.0), (2.45, 3.0), ("класс 3", 0.0), (0.92, 0.0), (None, 0.0)],
    "OSAGO_KVS": [(DAY, 35.0, 10.0), (DAY, 18.0, 0.0), (DAY, 36526.0, 43831.0), (DAY, 10.0, 5.0), (DAY, None, None)],
    "OSAGO_KO": [(DAY, "да", "физ"), (DAY, "нет", "физ"), (DAY, True, "юр"), (DAY, "может быть", "физ")],
    "OSAGO_KM": [(DAY, "B", 110.0), (DAY, "B", 50.0), (DAY, "C", 300.0), (DAY, "B", "много")],
    "OSAGO_KS": [(DAY, 6.0), (DAY, 3.0), (DAY, 12.0), (DAY, 2.0), (DAY, "шесть")],
    "OSAGO_REFUND": [(10000.0, 46023.0, 46387.0, 46203.0), (10000.0, 46023.0, 46387.0, 46400.0),
                     ("", 46023.0, 46387.0, 46203.0)],
    "OSAGO_SURCHARGE": [(10000.0, 12000.0, 46023.0, 46387.0, 46204.0), (12000.0, 10000.0, 46023.0, 46387.0, 46204.0)],
}  # fmt: skip
CALLS = [(name, arguments) for name, each in ARGUMENTS.items() for arguments in each]


def serving(book: Path) -> Any:
    return bridge.server(LIBRARY, Path(sys.executable), book)


@pytest.fixture(scope="module")
def excel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The server of a book whose folder has what folders of agents have."""
    folder = tmp_path_factory.mktemp("Книги") / "Агент & база"
    folder.mkdir()
    began = time.perf_counter()
    with serving(folder / "ОСАГО.xlsm") as server:
        server.CallUDF("osago_xl.excel.udfs", "call", ("OSAGO_KBM", 0.91, 1.0))
        print(f"\nfirst answer of Python after {time.perf_counter() - began:.1f} s")
        yield server


def asked(server: Any, name: str, arguments: tuple[Any, ...]) -> Any:
    return server.CallUDF("osago_xl.excel.udfs", "call", (name, *arguments))


def expected(name: str, arguments: tuple[Any, ...]) -> Any:
    """Python's own answer, in the shapes COM knows: rows are tuples, a single row is flat, nothing is None."""
    blocks = [each if isinstance(each, tuple) else ((each,),) for each in arguments]
    seen = [[["#N/A" if cell == NA else cell for cell in row] for row in block] for block in blocks]
    answer = udfs.answer(name, seen)
    if not isinstance(answer, list):
        return answer
    rows = tuple(tuple(row) if isinstance(row, list) else (row,) for row in answer)
    if len(rows) == 1:
        return rows[0] if len(rows[0]) > 1 else rows[0][0]
    return rows


def test_every_function_is_called() -> None:
    assert set(ARGUMENTS) == set(FUNCTIONS)
    assert len(CALLS) >= 60


@pytest.mark.parametrize(("name", "arguments"), CALLS)
def test_the_answer_over_com_is_that_of_python(excel: Any, name: str, arguments: tuple[Any, ...]) -> None:
    assert asked(excel, name, arguments) == expected(name, arguments)


def test_the_worked_example_of_the_manual(excel: Any) -> None:
    assert asked(excel, "OSAGO_PREMIUM", CAR) == 8006.54


def test_an_unknown_function_is_an_error_and_the_server_lives_on(excel: Any) -> None:
    from pythoncom import com_error

    with pytest.raises(com_error):
        asked(excel, "NO_SUCH", (1.0,))
    assert asked(excel, "OSAGO_KBM", (0.91, 1.0)) == expected("OSAGO_KBM", (0.91, 1.0))


def test_a_call_takes_milliseconds(excel: Any) -> None:
    began, number = time.perf_counter(), 200
    for _ in range(number):
        asked(excel, "OSAGO_KT", (DAY, "02", "Уфа"))
    each = (time.perf_counter() - began) / number
    print(f"\n{each * 1000:.1f} ms a call")
    assert each < 0.1


def test_two_books_have_two_servers_and_one_that_ended_does_not_answer(tmp_path: Path) -> None:
    from pythoncom import com_error

    with serving(tmp_path / "вторая.xlsm") as second:
        with serving(tmp_path / "третья.xlsm") as third:
            assert asked(third, "OSAGO_KBM", (0.91, 1.0)) == asked(second, "OSAGO_KBM", (0.91, 1.0))
        time.sleep(1)
        with pytest.raises(com_error):
            asked(third, "OSAGO_KBM", (0.91, 1.0))
        assert asked(second, "OSAGO_KBM", (0.91, 1.0)) == expected("OSAGO_KBM", (0.91, 1.0))


def test_a_server_that_ended_starts_again(tmp_path: Path) -> None:
    """The system takes a while to forget one that is gone; until then it is refused, and a cell asks again."""
    book = tmp_path / "книга.xlsm"
    with serving(book) as first:
        assert asked(first, "OSAGO_KBM", (0.91, 1.0)) == expected("OSAGO_KBM", (0.91, 1.0))
    refusals = []
    for _ in range(10):
        time.sleep(1)
        try:
            with serving(book) as again:
                assert asked(again, "OSAGO_KBM", (0.91, 1.0)) == expected("OSAGO_KBM", (0.91, 1.0))
                return
        except EngineError as refused:
            refusals.append(str(refused))
    assert all(RPC_UNAVAILABLE in reason for reason in refusals), refusals
    pytest.skip("Wine has not forgotten the server that ended; Windows does when its process is gone")
