"""What nobody uses is not there: every public name serves the package, the build, or the documented Python API."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from xlwings import base_classes

HOME = Path(__file__).parents[2]
ROOT = HOME / "osago_xl"
DOORS = {
    "cli": {"add_arguments", "run"},  # looked up by name for each command
    "excel/udfs.py": {"call"},  # what VBA calls
    "calc/tables.py": {"clear_filter"},  # the agent's own click on «Очистить фильтр», played by the journeys
    "calc/tablerows.py": {"column_count"},  # asked by xlwings' own TableRows
    "agency/types.py": {"load_dialect_impl", "process_bind_param", "process_result_value"},  # asked by SQLAlchemy
    "domain/blanks/reports.py": {"is_even"},  # the equation to which tests and benchmarks hold every report
}
"""Module or folder → names that something outside reaches."""

OTHERWISE = {"calc/addin_component.py", "schema/rows.py"}
"""Modules whose names are those of an interface of LibreOffice, or are written by the build for every table."""


def defined(tree: ast.Module) -> Iterator[tuple[str, ast.stmt]]:
    """Public names of a module and methods of its classes, with the statement that makes them."""
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            yield node.name, node
        if isinstance(node, ast.ClassDef):
            yield from ((each.name, each) for each in node.body if isinstance(each, ast.FunctionDef))
        if isinstance(node, (ast.Assign, ast.AnnAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from ((target.id, node) for target in targets if isinstance(target, ast.Name))


def used(tree: ast.AST) -> Iterator[str]:
    """Every name that is read, taken from a module, or asked of an object; texts count as names too (getattr)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.keyword) and node.arg:
            yield node.arg
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from re.findall(r"\w+", node.value) if len(node.value) < 200 else ()


def is_entered(node: ast.stmt) -> bool:
    """Decorated names are used by what decorates them: commands, functions of cells, overrides of a base."""
    return isinstance(node, (ast.FunctionDef, ast.ClassDef)) and any(
        not (isinstance(each, ast.Name) and each.id in ("property", "staticmethod", "classmethod", "cache"))
        for each in node.decorator_list
        if not (isinstance(each, ast.Call) and "cache" in ast.dump(each.func))
    )


def test_every_public_name_is_used() -> None:
    trees = {path: ast.parse(path.read_text("utf-8")) for path in sorted(ROOT.rglob("*.py"))}
    counts = Counter(name for tree in trees.values() for name in used(tree))
    for script in (*(HOME / "scripts").glob("*.py"), HOME / "setup.py"):
        counts.update(used(ast.parse(script.read_text("utf-8"))))
    api = set(re.findall(r"\w+", (HOME / "docs" / "api.md").read_text("utf-8")))
    bridge = {name for each in vars(base_classes).values() if isinstance(each, type) for name in dir(each)}
    bridge |= {"clean_value_data", "prepare_xl_data_element"}  # what xlwings asks of an engine
    idle = []
    for path, tree in trees.items():
        where = path.relative_to(ROOT).as_posix()
        if where in OTHERWISE:
            continue
        outside = bridge if where.startswith("calc/") else set()
        reached = {name for place, names in DOORS.items() if where.startswith(place) for name in names}
        for name, node in defined(tree):
            within = sum(each == name for each in used(node))  # a name that only calls itself is not used
            if name.startswith("_") or name in reached | api | outside or is_entered(node) or counts[name] > within:
                continue
            idle.append(f"{where}: {name}")
    assert idle == []
