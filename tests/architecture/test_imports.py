"""Who may import whom (docs/architecture.md): the arrows of the house, read from the sources."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2] / "osago_xl"

# Layer → layers of ours it may import at any place of its modules.
ALLOWED = {
    "values": set(),
    "domain": {"values"},
    "tariffs": {"values", "domain"},
    "functions": {"values", "domain", "tariffs"},
    "schema": {"values", "domain", "functions"},
    "books": {"values", "domain", "schema"},
    "work": {"values", "schema", "books"},
    "documents": {"values", "domain", "calc", "books"},
    "desk": {"values", "domain", "tariffs", "schema", "books", "documents", "work"},
    "imports": {"values", "domain", "tariffs", "schema", "books", "work", "desk"},
    "checks": {"values", "domain", "tariffs", "schema", "books", "work", "desk"},
    "reports": {"values", "domain", "tariffs", "schema", "books", "work", "desk", "documents"},
    "upgrading": {"values", "schema", "books", "keeping", "workbook"},
    "keeping": {"values", "domain", "schema", "books", "work", "desk", "workbook", "upgrading"},
    "agency": {"values", "domain", "tariffs", "schema", "books", "work", "desk", "keeping"},
    "actions": {"values", "domain", "tariffs", "schema", "books", "documents", "work", "desk", "imports", "checks",
                "reports", "keeping", "agency"},
    "workbook": {"values", "domain", "tariffs", "functions", "schema", "books", "work", "actions", "desk"},
    "calc": {"values", "domain", "functions", "schema", "books"},
}  # fmt: skip

# Module → layers it may import beyond those of its own.
EXCEPTIONS = {"actions/service.py": {"excel"}}  # «Диагностика» examines the computer that Excel runs on

# Foreign package → the layers that are its home.
HOMES = {
    "openpyxl": {"books", "workbook", "imports", "reports", "keeping", "upgrading", "documents"},
    "pdfplumber": {"imports"},
    "python_calamine": {"imports"},
    "xlwings": {"calc", "excel", "workbook"},
    "docxtpl": {"documents"},
    "uno": {"calc"},
    "isal": {"books"},
    "sqlalchemy": {"agency"},
    "psycopg": {"agency"},
    "alembic": {"agency"},
    "pandas": {"tariffs", "books", "reports", "imports", "functions", "agency"},
    "pyarrow": {"agency"},
    "distributed": {"agency"},
}
# Only the entry points join the parts.
JOINERS = {"cli", "excel"}
# The Book adapters: commands see the protocol in books.base alone.
ADAPTERS = ("osago_xl.books.file", "osago_xl.books.live", "osago_xl.calc")


def modules():
    for path in sorted(ROOT.rglob("*.py")):
        parts = path.relative_to(ROOT).parts
        if len(parts) > 1:
            yield parts[0], path


def imported(path: Path) -> set[str]:
    tree = ast.parse(path.read_text("utf-8"))
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def test_every_layer_imports_only_what_stands_below_it():
    wrong = []
    for layer, path in modules():
        if layer in JOINERS:
            continue
        beyond = EXCEPTIONS.get(path.relative_to(ROOT).as_posix(), set())
        allowed = ALLOWED[layer] | {layer, "errors", "findings"} | beyond
        for name in imported(path):
            parts = name.split(".")
            if parts[0] == "osago_xl" and len(parts) > 1 and (ROOT / parts[1]).is_dir() and parts[1] not in allowed:
                wrong.append(f"{path.relative_to(ROOT)} imports {name}")
    assert wrong == []


def test_the_manual_shows_these_arrows():
    text = (ROOT.parent / "docs" / "architecture.md").read_text("utf-8")
    table = text.partition("| room |")[2].partition("| excel, cli |")[0]
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in table.splitlines()[2:] if line]
    assert {row[0]: set(row[2].split(", ")) - {"—"} for row in rows} == ALLOWED


def test_each_foreign_package_has_its_home():
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for layer, path in modules()
        for name in imported(path)
        if name.split(".")[0] in HOMES and layer not in HOMES[name.split(".")[0]] | JOINERS
    ]
    assert wrong == []


def test_commands_never_see_an_adapter():
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for layer, path in modules()
        if layer in ("actions", "work", "desk", "checks", "reports", "imports")
        for name in imported(path)
        if name.startswith(ADAPTERS)
    ]
    assert wrong == []


def test_values_and_domain_need_the_standard_library_only():
    known = sys.stdlib_module_names | {"osago_xl"}
    wrong = [
        f"{path.name} imports {name}"
        for layer, path in modules()
        if layer in ("values", "domain")
        for name in imported(path)
        if name.split(".")[0] not in known
    ]
    assert wrong == []


@pytest.mark.parametrize("module", ["osago_xl.functions", "osago_xl.domain.premium", "osago_xl.cli.main"])
def test_the_path_of_a_cell_loads_no_heavy_package(module):
    heavy = "('sqlalchemy', 'pandas', 'numpy', 'openpyxl', 'docxtpl', 'xlwings')"
    code = f"import sys, {module}; print([name for name in {heavy} if name in sys.modules])"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert answer.stdout.strip() == "[]"
