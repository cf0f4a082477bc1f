"""The Windows side of xlwings on any system: its own modules over stand-ins for pywin32."""

from __future__ import annotations

import ctypes
import datetime
import importlib
import sys
from types import ModuleType
from unittest.mock import MagicMock

import pytest
import xlwings

PYWIN32 = (
    "pythoncom", "pywintypes", "win32api", "win32con", "win32com", "win32com.client", "win32com.client.dynamic",
    "win32gui", "win32process", "win32timezone",
)  # fmt: skip


def udf_side_of_xlwings(patch: pytest.MonkeyPatch) -> ModuleType:
    """xlwings.udfs as on Windows; `xlwings.func` and its kin become the real decorators until `patch` is undone."""
    for name in PYWIN32:
        patch.setitem(sys.modules, name, MagicMock(name=name))
    sys.modules["pythoncom"].__file__ = ""
    for name in ("CDispatch", "CoClassBaseClass", "DispatchBaseClass"):
        setattr(sys.modules["win32com.client"], name, type(name, (), {}))
    sys.modules["pywintypes"].TimeType = type("TimeType", (datetime.datetime,), {})  # type: ignore[attr-defined]
    for name in ("windll", "oledll", "PyDLL"):
        patch.setattr(ctypes, name, MagicMock(name=name), raising=False)
    windows = _import(patch, "xlwings._xlwindows")
    patch.setattr(xlwings, "_xlwindows", windows, raising=False)
    patch.setitem(xlwings.engines.engines_by_name, "excel", xlwings.main.Engine(impl=windows.engine))
    patch.setitem(sys.modules, "xlwings.com_server", MagicMock(loop=None))
    udfs = _import(patch, "xlwings.udfs")
    for public, own in {"func": "xlfunc", "arg": "xlarg", "ret": "xlret"}.items():
        patch.setattr(xlwings, public, getattr(udfs, own))
    return udfs


def _import(patch: pytest.MonkeyPatch, name: str) -> ModuleType:
    patch.delitem(sys.modules, name, raising=False)
    module = importlib.import_module(name)
    patch.setitem(sys.modules, name, module)
    return module
