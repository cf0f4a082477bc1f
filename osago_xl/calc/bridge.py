"""Python's door to UNO: where LibreOffice stands, its `uno` module, and the few words of UNO we use.

`uno` belongs to the office, not to our environment: it is loaded from the office's folder, the first time it is needed.
Besides `osago_xl.calc` only `documents.office` calls it, to find the office.
"""

from __future__ import annotations

import builtins
import importlib.machinery
import importlib.util
import os
import shutil
import sys
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from osago_xl.errors import EngineError

WINDOWS = sys.platform == "win32"
MISSING = (
    "LibreOffice не найден. Установите LibreOffice Calc (libreoffice.org) "
    "или укажите полный путь к программе soffice в переменной OSAGO_SOFFICE."
)


@cache
def find_soffice() -> Path:
    """The office's start command: $OSAGO_SOFFICE, the search path, the usual folders; else EngineError."""
    named = os.environ.get("OSAGO_SOFFICE")
    on_path = [found for name in ("soffice", "libreoffice") if (found := shutil.which(name))]
    for candidate in [named] if named else on_path + _usual_places():
        if Path(candidate).is_file():
            return Path(candidate).resolve()
    raise EngineError(MISSING)


def _usual_places() -> list[str]:
    if WINDOWS:
        roots = [os.environ.get(name, "") for name in ("ProgramFiles", "ProgramFiles(x86)")]
        return [rf"{root}\LibreOffice\program\soffice.exe" for root in roots if root]
    opt = sorted(Path("/opt").glob("libreoffice*/program/soffice"), reverse=True)
    return [*map(str, opt), "/usr/lib/libreoffice/program/soffice", "/usr/lib64/libreoffice/program/soffice"]


def program_folder() -> Path:
    """The office's folder `program`, where its libraries, types and services lie."""
    return find_soffice().parent


@cache
def uno() -> ModuleType:
    """The office's `uno` module; EngineError when it does not suit this Python.

    Importing uno.py replaces builtins.__import__ (so that `from com.sun.star…` works); we do without and put it back.
    """
    folder = program_folder()
    original = builtins.__import__
    try:
        if sys.platform == "win32":
            os.add_dll_directory(str(folder))
        _load("pyuno", folder / ("pyuno.pyd" if WINDOWS else "pyuno.so"))
        return _load("uno", _uno_script(folder))
    except (ImportError, OSError) as error:
        version = ".".join(map(str, sys.version_info[:2]))
        raise EngineError(
            f"LibreOffice в папке {folder} не подходит к Python {version} этой программы: нет модуля uno "
            f"для этой версии ({error}). Поставьте пакет python3-uno или другую версию LibreOffice."
        ) from error
    finally:
        builtins.__import__ = original


def _uno_script(folder: Path) -> Path:
    """uno.py lies beside the office, on Debian and Fedora in the system's Python."""
    version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    places = [folder, Path("/usr/lib/python3/dist-packages")]
    places += [Path(root) / version / "site-packages" for root in ("/usr/lib64", "/usr/lib")]
    for place in places:
        if (place / "uno.py").is_file():
            return place / "uno.py"
    raise ImportError("uno.py not found")


def _load(name: str, path: Path) -> ModuleType:
    if name in sys.modules:
        return sys.modules[name]
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None or not path.is_file():
        raise ImportError(f"{path} not found")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except ImportError:
        del sys.modules[name]
        raise
    return module


def struct(kind: str, **fields: object) -> Any:
    """A UNO struct by its name after com.sun.star, with fields set."""
    made = uno().createUnoStruct(f"com.sun.star.{kind}")
    for name, value in fields.items():
        setattr(made, name, value)
    return made


def properties(**values: object) -> tuple[Any, ...]:
    """A media descriptor: PropertyValue structs in the order given."""
    return tuple(struct("beans.PropertyValue", Name=name, Value=value) for name, value in values.items())


def enum(kind: str, value: str) -> Any:
    """A UNO enum value, e.g. enum("sheet.CellInsertMode", "DOWN")."""
    return uno().Enum(f"com.sun.star.{kind}", value)


@cache
def error(kind: str) -> type[Exception]:
    """A UNO exception class by its name after com.sun.star."""
    found: type[Exception] = uno().getClass(f"com.sun.star.{kind}")
    return found
