"""The VBA of the built workbooks under a static analyser: what Excel's compiler would refuse, and what nobody uses."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyvbaanalysis import VbaDiagnostic, analyze_loose_files, analyze_office_file

from osago_xl.workbook import vba

WORKBOOKS = Path(__file__).parents[2] / "workbook"
FOREIGN = ("xlwings", "Dictionary")
"""Modules of xlwings, shipped as they are: only what could not run counts there."""
EXPECTED = {
    # `Application.Goto cells` is a method of Excel with an argument; the analyser takes it for the statement GoTo.
    ("OsagoHost", "undefined-label", "Label 'cells' is not defined in procedure 'HostSelect'."),
    # Dimensions() asks for the second bound to see whether there is one.
    ("OsagoCall", "variable-never-read", "Variable 'bound' is assigned but its value is never read."),
}


def counts(module: str, finding: VbaDiagnostic) -> bool:
    return module not in FOREIGN or finding.severity.value == "error"


@pytest.mark.parametrize("name", ["OSAGO.xlsm", "osago.xlam"])
def test_the_analyser_finds_only_what_is_explained_here(name: str) -> None:
    found = analyze_office_file(WORKBOOKS / name)
    assert {"OsagoCall", "OsagoFunctions", *FOREIGN} <= set(found)
    assert {
        (module, each.code, each.message)
        for module, findings in found.items()
        for each in findings
        if counts(module, each)
    } == EXPECTED


@pytest.mark.parametrize("name", ["Asked(request)", "answers.Exists(key)", "HostPython()"])
def test_a_misspelt_name_would_be_found(name: str, tmp_path: Path) -> None:
    for module, source in vba.workbook_sources([]).items():
        suffix = ".cls" if source.startswith("VERSION ") or module == vba.WORKBOOK_CODE_NAME else ".bas"
        misspelt = source.replace(f" {name}", f" {name[:-2]}_{name[-2:]}") if module == "OsagoCall" else source
        (tmp_path / module).with_suffix(suffix).write_text(misspelt, "ascii", newline="\r\n")
    found = analyze_loose_files(list(tmp_path.iterdir()))["OsagoCall"]
    assert "undeclared-variable" in {each.code for each in found}
