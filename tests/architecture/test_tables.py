"""Outside of the declaration a table is named by its declaration: the checker of types knows its rows then."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "osago_xl"
MODULES = [path for path in sorted(PACKAGE.rglob("*.py")) if path.relative_to(PACKAGE).parts[0] != "schema"]
NAME = re.compile(r"tbl[A-Z]\w+")


def named_in_strings(tree: ast.Module) -> Iterator[str]:
    """Names of tables in strings; a table declared on the spot has to give itself one."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    own = {id(call.args[0]) for call in calls if isinstance(call.func, ast.Name) and call.func.id == "Table"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in own:
            yield from [f"line {node.lineno}: {node.value}"] if NAME.fullmatch(node.value) else []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_table_is_named_in_a_string(path: Path) -> None:
    assert list(named_in_strings(ast.parse(path.read_text(encoding="utf-8")))) == []
