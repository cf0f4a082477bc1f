"""The way from Excel to Python, walked without Excel: the library of xlwings loaded, its COM server started, called.

The VBA of a workbook does the same: the library starts `python -c "… xlwings.serve"` by cmd and hands back an
IDispatch. Windows only. `doctor` walks this way to say what stands in it; tests call every worksheet function over it.
"""

from __future__ import annotations

import ctypes
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from osago_xl.errors import EngineError

_START, _STOP = 1, -1


class _Variant(ctypes.Structure):
    """VARIANT of COM as far as it is needed: the kind, and 16 bytes of value."""

    _fields_ = (
        ("kind", ctypes.c_ushort),
        ("_", ctypes.c_ushort * 3),
        ("value", ctypes.c_void_p),
        ("_2", ctypes.c_void_p),
    )


def command(python: Path, book: Path) -> str:
    """What the VBA of xlwings tells the library to start for a workbook; each reader of the line takes quotes off."""
    place = ";".join(["true", str(book), str(book), "", "", "", ""])
    escaped = place.replace("\\", "\\\\").replace("'", "\\'").replace("&", "^&")
    text = f'import sys, os;import xlwings.utils;xlwings.utils.prepare_sys_path(\\"{escaped}\\")'
    return f'cmd.exe /K ""{python}" -B -c "{text};import xlwings; xlwings.serve(\'$(CLSID)\')""'


@contextmanager
def server(library: Path, python: Path, book: Path) -> Iterator[Any]:
    """A server for the workbook, stopped at the end; EngineError with what the library says when it does not start."""
    import pythoncom
    from win32com.client import Dispatch

    pythoncom.CoInitialize()
    loaded = ctypes.WinDLL(str(library))  # type: ignore[attr-defined, unused-ignore]
    activate = loaded.XLPyDLLActivateAuto
    activate.argtypes = [ctypes.POINTER(_Variant), ctypes.c_char_p, ctypes.c_long]
    activate.restype = ctypes.c_long
    line, answer = command(python, book).encode("mbcs"), _Variant()
    try:
        if activate(ctypes.byref(answer), line, _START):
            raise EngineError(f"Python не отвечает Excel: {ctypes.wstring_at(answer.value or 0)}")
        yield Dispatch(pythoncom.ObjectFromAddress(answer.value, pythoncom.IID_IDispatch))
    finally:
        activate(ctypes.byref(_Variant()), line, _STOP)


def main(library: Path) -> int:
    """Walk the way once, for `doctor`: say how long it took, or where it ended."""
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    began = time.perf_counter()
    try:
        with server(library, Path(sys.executable), Path(tempfile.gettempdir()) / "OSAGO.xlsm") as python:
            python.CallUDF("osago_xl.excel.udfs", "call", ("OSAGO_KBM", 0.91, 1.0))
    except Exception as error:  # whatever it is, the agent reads it as the reason
        print(f"{type(error).__name__}: {error}")
        return 1
    print(f"Отвечает через {time.perf_counter() - began:.1f} с")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1])))
