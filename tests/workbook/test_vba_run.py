"""Each VBA procedure of ours, run in an interpreter with Excel and xlwings replaced by a double."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest
from vba_lab import HOST_DOUBLE, Lab

HELP = {
    "A1": "kind", "B1": "name", "C1": "text", "D1": "arguments",
    "A2": "text", "B2": "category", "C2": "ОСАГО",
    "A3": "text", "B3": "no_python", "C3": "Python не отвечает",
    "A4": "function", "B4": "OSAGO_MISSING", "C4": "Excel отказал", "D4": "что",
    "A5": "function", "B5": "OSAGO_SAME", "C5": "То же самое", "D5": "значение", "E5": "ещё",
    "A6": "function", "B6": "OSAGO_NONE", "C6": "Без аргументов",
}  # fmt: skip


def test_the_double_has_every_procedure_of_the_real_module() -> None:
    real = (files("osago_xl.workbook") / "vba" / "OsagoHost.bas").read_text("ascii")
    heads = re.findall(r"^Public (?:Function|Sub) \w+\(.*?\)", real, re.MULTILINE)
    assert len(heads) >= 8
    double = re.sub(r" _\n +", " ", HOST_DOUBLE)
    assert [head for head in heads if head not in double] == []


def test_a_value_goes_to_python_and_back() -> None:
    lab = Lab()
    assert lab.run("OSAGO_SAME", 2.5) == 2.5
    assert lab.journal.split() == ["String", "Double", "Empty"]


def test_cells_go_as_values_and_an_omitted_argument_as_an_empty_cell() -> None:
    lab = Lab({"A1": "a", "A2": 2})
    assert lab.run("OverRange", "A1") == "a"
    assert lab.run("OverRange", "A1:A2") == [["a"], [2]]
    assert lab.run("LeaveOut") == 1
    assert lab.journal.split()[2] == "Empty"


def test_a_refused_value_is_a_real_cell_error() -> None:
    assert repr(Lab().run("OSAGO_MISSING", 1)) == "Error 2042"


def test_errors_inside_a_row_and_a_table_are_real() -> None:
    lab = Lab()
    assert repr(lab.run("OSAGO_ROW", 1)) == "[1, Error 2036]"
    assert repr(lab.run("OSAGO_TABLE", 1)) == "[[1, Error 2015], ['text', 4]]"


def test_text_that_only_begins_like_a_mark_stays_text() -> None:
    assert Lab().run("OSAGO_SAME", "#OSAGO") == "#OSAGO"


def test_python_is_not_asked_from_the_function_wizard() -> None:
    lab = Lab(wizard=True)
    assert repr(lab.run("OSAGO_SAME", 1)) == "Error 2042"
    assert lab.journal == ""


def test_without_python_a_function_is_a_missing_name() -> None:
    assert repr(Lab(dead=True).run("OSAGO_SAME", 1)) == "Error 2029"


def test_python_is_looked_up_once_and_again_when_it_has_ended() -> None:
    lab = Lab()
    assert [lab.run("OSAGO_SAME", number) for number in (1, 2)] == [1, 2]
    assert lab.run("Starts_") == 1
    lab.run("EndPython_")
    assert lab.run("OSAGO_SAME", 3) == 3
    assert lab.run("Starts_") == 2


def test_a_python_that_cannot_start_is_tried_again_at_the_next_calculation() -> None:
    lab = Lab(dead=True)
    lab.run("OSAGO_SAME", 1)
    lab.run("Setup_", False, False, True)
    assert lab.run("OSAGO_SAME", 1) == 1


def test_the_same_request_is_asked_once() -> None:
    lab = Lab({"A1": 1, "A2": 2})
    for _ in range(3):
        assert lab.run("OSAGO_SAME", "a", 1) == "a"
        assert repr(lab.run("OSAGO_TABLE", 1)) == "[[1, Error 2015], ['text', 4]]"
    assert lab.run("Asked_") == 2
    for _ in range(2):
        assert lab.run("OverRange", "A1:A2") == [[1], [2]]
    assert lab.run("Asked_") == 4


def test_requests_that_only_look_alike_are_asked_each() -> None:
    lab = Lab()
    for cell in ("1", 1.0, True, "Double:1"):
        assert lab.run("OSAGO_SAME", cell) == cell
    assert lab.run("OSAGO_SAME", "a", "b") == "a"
    assert lab.run("OSAGO_SAME", "a") == "a"
    assert lab.run("Asked_") == 6


def test_the_version_is_known_without_python() -> None:
    assert str(Lab(dead=True).run("OSAGO_VERSION")).count(".") == 2


def test_a_button_runs_the_command_of_its_id() -> None:
    lab = Lab(HELP)
    lab.run("ClickButton", "build_call_list")
    assert lab.journal == "import osago_xl.excel.runner; osago_xl.excel.runner.click('build_call_list')"


def test_a_button_without_python_says_so_in_russian() -> None:
    lab = Lab(HELP, dead=True)
    lab.run("ClickButton", "build_call_list")
    assert lab.journal.startswith("Python не отвечает")
    assert "no Python" in lab.journal


@pytest.mark.parametrize("saved", [True, False])
def test_opening_registers_help_past_a_refusal_and_leaves_the_book_as_saved_as_it_was(saved: bool) -> None:
    lab = Lab(HELP, dead=True, saved=saved)
    lab.run("OsagoRegisterHelp")
    assert lab.journal.splitlines() == [
        "OSAGO_SAME: То же самое [ОСАГО] значение, ещё",
        "OSAGO_NONE: Без аргументов [ОСАГО] ",
    ]
    assert lab.run("Saved_") is saved


def test_the_workbook_calls_the_registration_when_it_opens() -> None:
    lab = Lab(HELP)
    lab.run("ThisWorkbook.Workbook_Open")
    assert lab.journal.startswith("OSAGO_SAME")


def test_a_click_on_a_number_of_the_summary_asks_for_the_rows_behind_that_cell() -> None:
    lab = Lab(HELP)
    lab.follow("shSummary", "D88")
    assert lab.journal == "$D$88: import osago_xl.excel.runner; osago_xl.excel.runner.click('run_query')"


def test_links_of_other_sheets_only_lead() -> None:
    lab = Lab(HELP)
    lab.follow("shStart", "D88")
    assert lab.journal == ""


def test_a_click_on_a_number_without_python_says_so_in_russian() -> None:
    lab = Lab(HELP, dead=True)
    lab.follow("shSummary", "D88")
    assert lab.journal.startswith("$D$88: Python не отвечает")
