"""vbaProject.bin holds exactly the sources of the repository, written as VBA can read them."""

from __future__ import annotations

import tomllib
import warnings
from importlib.resources import files
from pathlib import Path

import pytest
import xlwings

from osago_xl.functions.registry import Arg, Function
from osago_xl.workbook import vba
from osago_xl.workbook.build import make_project, shipped_project

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)  # oletools calls pyparsing by its old names
    from oletools.olevba import VBA_Parser

SOURCES = sorted(path for path in files("osago_xl.workbook").joinpath("vba").iterdir() if path.is_file())
PREMIUM = Function("OSAGO_X", "", (Arg("power", ""), Arg("city", "", optional=True)), len, "number", "")
CODE_NAMES = ["shStart", "shClients"]


@pytest.fixture(scope="module")
def binary() -> bytes:
    return vba.project(vba.workbook_sources([PREMIUM]), CODE_NAMES)


def modules_of(binary: bytes) -> dict[str, str]:
    """What another reader (oletools) finds: module name → source without the attributes, LF."""
    found = {}
    for _, _, name, code in VBA_Parser("vbaProject.bin", data=binary).extract_macros():
        found[Path(name).stem] = body(code.replace("\r\n", "\n"))
    return found


def body(source: str) -> str:
    lines = source.splitlines()
    if lines and lines[0].startswith("VERSION "):
        lines = lines[lines.index("END") + 1 :]
    return "\n".join(line for line in lines if not line.startswith("Attribute VB_")).strip()


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_a_source_is_ascii_with_crlf_and_declares_its_variables(source: Path) -> None:
    raw = source.read_bytes()
    assert raw.isascii()
    assert raw.count(b"\n") == raw.count(b"\r\n") > 0
    assert b"Option Explicit\r\n" in raw.split(b"\r\n\r\n")[0] + b"\r\n"


def test_generated_wrappers_are_ascii_and_declare_their_variables() -> None:
    source = vba.workbook_sources([PREMIUM])["OsagoFunctions"]
    assert source.isascii()
    assert source.splitlines()[1] == "Option Explicit"
    assert 'OSAGO_X = OsagoAnswer(Array("OSAGO_X", OsagoValue(power), OsagoValue(city)))' in source


def test_the_host_is_called_from_one_module_of_one_line_procedures() -> None:
    own = {path.stem: path.read_text("ascii") for path in SOURCES}
    for name, source in own.items():
        if name != "OsagoHost":
            assert "Application." not in source, name
            assert "ThisWorkbook." not in source, name
    procedures = [part for part in own["OsagoHost"].split("\n\n") if "Public " in part]
    assert len(procedures) >= 8
    for procedure in procedures:
        code = [line for line in procedure.strip().splitlines() if not line.startswith("'")]
        assert len(code) == 3, procedure


def test_every_module_is_in_the_project_as_its_source(binary: bytes) -> None:
    expected = {name: body(text) for name, text in vba.workbook_sources([PREMIUM]).items()}
    assert modules_of(binary) == expected | dict.fromkeys(CODE_NAMES, "")


def test_the_addin_has_functions_but_neither_ribbon_nor_help(binary: bytes) -> None:
    names = vba.addin_sources([PREMIUM]).keys()
    assert {"OsagoFunctions", "OsagoCall", "OsagoHost", "xlwings"} <= names
    assert not {"RibbonOsago", "OsagoStart", "ThisWorkbook"} & names


def test_two_builds_are_the_same_bytes(binary: bytes) -> None:
    assert vba.project(vba.workbook_sources([PREMIUM]), CODE_NAMES) == binary


def test_the_shipped_project_is_built_from_these_sources() -> None:
    assert make_project() == shipped_project(), "run osago-xl build"


def test_no_compiled_code_is_claimed(binary: bytes) -> None:
    container = VBA_Parser("vbaProject.bin", data=binary).ole_file
    assert container.openstream("VBA/_VBA_PROJECT").read().hex() == "cc61ffff000100"


def test_the_vba_side_of_xlwings_is_of_the_pinned_version() -> None:
    project = tomllib.loads(Path(__file__).parents[2].joinpath("pyproject.toml").read_text("utf-8"))
    source = vba.workbook_sources([])["xlwings"]
    assert f"xlwings=={xlwings.__version__}" in project["project"]["dependencies"]
    assert f'XLWINGS_VERSION As String = "{xlwings.__version__}"' in source
    assert f'"xlwings64-{xlwings.__version__}.dll"' in source
