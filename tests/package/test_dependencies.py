"""What the package imports it requires, and what it requires it imports."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

HOME = Path(__file__).parents[2]
OF_OTHERS = {"uno", "unohelper", "com"}
"""Modules of the office, which no package brings."""
WINDOWS = {
    "pythoncom", "pywintypes", "win32api", "win32clipboard", "win32com", "win32con", "win32gui", "win32job",
    "win32print", "win32process",
}  # fmt: skip
"""Modules of pywin32: it is not installed elsewhere."""
OURS_OR_TYPES = {"osago_xl", "osago_registry", "_typeshed", "typing_extensions"}
"""Ours, and what only the type checker reads."""
BUILD = {"pyopenvba"}
"""What only `osago-xl build` imports: the extra «build»."""


def imported() -> set[str]:
    """Top modules of other people that some module of the package imports."""
    names: set[str] = set()
    for path in (HOME / "osago_xl").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module.partition(".")[0])
    return names - set(sys.stdlib_module_names) - OF_OTHERS - WINDOWS - BUILD - OURS_OR_TYPES


def required() -> set[str]:
    project = tomllib.loads((HOME / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"], *extras["agency"], *extras["scale"]]
    names = {re.split(r"[<>=;\[ ]", each)[0].lower() for each in wanted}
    return names - {"pywin32", "psycopg", "osago-xl"}  # psycopg is called by SQLAlchemy, from the address


def test_imports_and_requirements_agree() -> None:
    brings = packages_distributions()
    wanted = {name: {each.lower() for each in brings.get(name, ())} for name in imported()}
    assert {name for name, homes in wanted.items() if not homes & required()} == set()
    assert required() - {home for homes in wanted.values() for home in homes} == set()
