"""The pages people read: links lead somewhere, and what a page names exists in the product."""

from __future__ import annotations

import doctest
import re
import shlex
import shutil
import sys
from pathlib import Path

import pytest

from osago_xl.actions.registry import GROUPS, load_all
from osago_xl.cli.main import COMMANDS, FINDINGS, OK, main
from osago_xl.documents.manual import anchor
from osago_xl.functions.registry import FUNCTIONS
from osago_xl.schema.workbook import WORKBOOK
from osago_xl.tariffs import Tariffs

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), ROOT / "benchmarks" / "README.md"])
PICTURES = ROOT / "docs" / "pictures"
KILOBYTES = 300
VERSION = "OSAGO_VERSION"  # a constant of VBA: it answers without Python
VARIABLES = {
    "OSAGO_PASSWORD",
    "OSAGO_NEW_PASSWORD",
    "OSAGO_FULL",
    "OSAGO_SLOW",
    "OSAGO_WINDOWS_ROOM",
}  # of the command line and of the tests
TAB = "ОСАГО"
ONLY_WINDOWS = ("install", "doctor")  # doctor says what this very computer lacks


def text_of(page: Path) -> str:
    return page.read_text("utf-8")


def headings(page: Path) -> set[str]:
    return {anchor(title) for title in re.findall(r"^#+ (.+)$", text_of(page), re.MULTILINE)}


def shown(names: set[str]) -> str:
    return ", ".join(sorted(names))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page):
    broken = set()
    for target in re.findall(r"\]\((?!https?:)([^)]+)\)", text_of(page)):
        name, _, heading = target.partition("#")
        leads_to = page.parent / name if name else page
        if not leads_to.exists() or (heading and heading not in headings(leads_to)):
            broken.add(target)
    assert shown(broken) == ""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_and_functions_named_exist(page):
    text = text_of(page)
    commands = set(re.findall(r"osago-xl ([a-z]+)", text)) - set(COMMANDS)
    buttons = set(re.findall(r"osago-xl run ([a-z_0-9]+)", text)) - {each.id for each in load_all()}
    functions = set(re.findall(r"OSAGO_[A-Z_]*[A-Z]", text)) - set(FUNCTIONS) - {VERSION} - VARIABLES
    assert shown(commands | buttons | functions) == ""


@pytest.fixture
def room(tmp_path, monkeypatch):
    """A folder as the reader has it: his old base and his answers."""
    for name in ("база.xlsx", "старая_база.xlsx"):
        shutil.copy(ROOT / "examples" / "client_base.xlsx", tmp_path / name)
    (tmp_path / "ответы.json").write_text('{"Телефон": "Телефон"}', "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_commands_of_the_manual_run_as_printed(room, capsys):
    """In the order of the page, one after another; what needs Excel or the system's installer is left out."""
    blocks = re.findall(r"^```\n(.*?)^```", text_of(ROOT / "docs" / "manual.md"), re.DOTALL | re.MULTILINE)
    commands = [line for block in blocks for line in block.splitlines() if line.startswith("osago-xl ")]
    ran = {}
    for command in commands:
        if command.split()[1] not in ONLY_WINDOWS:
            ran[command] = main(shlex.split(command)[1:]), capsys.readouterr().err
    assert len(ran) > 7
    unwell = {command: said for command, (code, said) in ran.items() if code not in (OK, FINDINGS)}
    assert unwell == {}


def test_the_manual_names_buttons_sheets_and_columns_as_they_are():
    actions = load_all()
    known = {TAB, *GROUPS, *(each.label for each in actions), *(each.menu.label for each in actions if each.menu)}
    known |= {sheet.title for sheet in WORKBOOK.sheets}
    known |= {column.header for table in WORKBOOK.tables.values() for column in table.columns}
    known |= {field.column.header for sheet in WORKBOOK.sheets if sheet.form for field in sheet.form.fields}
    bold = re.findall(r"\*\*([^*]+)\*\*", text_of(ROOT / "docs" / "manual.md"))
    names = {part for each in bold if not each.endswith((".", "?")) for part in each.split(" → ")}
    assert len(names) > 60
    assert shown(names - known) == ""


def test_formulas_of_the_manual_are_the_examples_of_the_functions():
    formulas = re.findall(r"^(=OSAGO_.+)$", text_of(ROOT / "docs" / "manual.md"), re.MULTILINE)
    assert formulas
    assert set(formulas) <= {function.example for function in FUNCTIONS.values()}


def test_pictures_are_those_the_script_makes_small_and_all_used(monkeypatch):
    monkeypatch.setattr(sys, "path", [str(ROOT / "scripts"), *sys.path])
    import make_pictures

    assert set(make_pictures.SHEETS) <= {sheet.title for sheet in WORKBOOK.sheets}
    made = {f"{name}.png" for name in (*make_pictures.SHEETS.values(), make_pictures.CARD, make_pictures.APPLICATION)}
    stored = {path.name: path.stat().st_size / 1024 for path in PICTURES.glob("*")}
    assert set(stored) == made
    assert max(stored.values()) <= KILOBYTES
    used = set(re.findall(r"pictures/([\w-]+\.png)", "".join(map(text_of, PAGES))))
    assert used == made


def test_examples_of_the_python_interface_run():
    code = "".join(re.findall(r"```python\n(.*?)```", text_of(ROOT / "docs" / "api.md"), re.DOTALL))
    examples = doctest.DocTestParser().get_doctest(code, {}, "api.md", "docs/api.md", 0)
    outcome = doctest.DocTestRunner().run(examples)
    assert outcome.attempted >= 10 and outcome.failed == 0


def test_the_changelog_names_every_act_with_its_day():
    text = text_of(ROOT / "CHANGELOG.md")
    days = {act.in_force.strftime("%d.%m.%Y") for act in Tariffs.load().acts}
    assert {day for day in days if f"| {day} |" not in text} == set()


def test_every_benchmark_stands_in_the_table():
    text = text_of(ROOT / "benchmarks" / "README.md")
    assert [path.name for path in (ROOT / "benchmarks").glob("bench_*.py") if path.name not in text] == []


def test_the_tree_of_the_readme_names_folders_that_exist():
    tree = re.search(r"## Where things are\n\n```\n(.*?)```", text_of(ROOT / "README.md"), re.DOTALL)
    assert tree
    folders = set(re.findall(r"([a-z_]+)/", "".join(re.findall(r"^(?:\s*[a-z_]+/)+", tree[1], re.MULTILINE))))
    assert len(folders) > 15
    assert {name for name in folders if not any((ROOT / home / name).is_dir() for home in ("", "osago_xl"))} == set()
