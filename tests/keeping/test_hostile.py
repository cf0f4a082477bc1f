"""Foreign, damaged and hostile files through all that reads files: a reason each, no crash, no hang, memory bounded.

A sample runs always. All of them, with figures: OSAGO_FULL=1 pytest tests/keeping/test_hostile.py (minutes).
"""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hostile import Recipe, recipes
from keeping_desk import NOW, TODAY, memory
from measured import Trial, measured

from osago_xl.books import open_book
from osago_xl.documents.contexts.letters import Offer, OfferRow
from osago_xl.documents.render import render_bytes
from osago_xl.imports.insurer_files import read_acts
from osago_xl.imports.run import import_all
from osago_xl.imports.target import Options
from osago_xl.keeping.backup import write_copy
from osago_xl.keeping.merge import Merge
from osago_xl.keeping.merge_files import read_base
from osago_xl.keeping.password import set_password
from osago_xl.keeping.restore import compare, put_back, rows_of
from osago_xl.keeping.upgrade import upgrade
from osago_xl.schema.workbook import WORKBOOK
from osago_xl.work.unit import Work

FULL = bool(os.environ.get("OSAGO_FULL"))
COUNT, STEP = 420, 1 if FULL else 29
SECONDS, MEGABYTES = 10, 1024
OFFER = Offer(
    dated=TODAY, client="Иванов Пётр Сергеевич", greeting="Здравствуйте!", intro="", agent="Марк",
    rows=tuple(OfferRow(service=f"услуга {number}") for number in range(20)),
)  # fmt: skip

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="every file is tried in a child process")


def import_it(path: Path) -> None:
    import_all(Work(memory(), TODAY), [path], Options(), lambda *_: None)


def open_it(path: Path) -> None:
    book = open_book(path, today=TODAY)
    for table in WORKBOOK.tables.values():
        book.read(table)


def merge_it(path: Path) -> None:
    Merge(Work(memory(), TODAY)).take(read_base(path, WORKBOOK, None))


def restore_it(path: Path) -> None:
    """A copy of it, with a manifest that says it is as it was written."""
    copy = write_copy(path.read_bytes(), path, path.parent / "копии", NOW, earlier="")
    compare(Work(memory(), TODAY), rows_of(copy, WORKBOOK, None))
    put_back(copy, path, None)


def upgrade_it(path: Path) -> None:
    upgrade(path, TODAY, NOW, force=True)


def reconcile_it(path: Path) -> None:
    read_acts([path])


def encrypt_it(path: Path) -> None:
    set_password(path, None, "длинный пароль")


def print_it(path: Path) -> None:
    render_bytes("offer", OFFER, own=path)


READERS = (import_it, reconcile_it)
BOOKS = (open_it, merge_it, restore_it, upgrade_it, encrypt_it)


def uses(suffix: str) -> tuple[Callable[[Path], None], ...]:
    """What an agent may do with such a file."""
    return (*READERS, print_it) if suffix == "docx" else (*READERS, *BOOKS)


def tried(recipe: Recipe, folder: Path) -> list[tuple[str, Trial]]:
    """The file through everything, each time anew; one that is refused stays as it was."""
    content, results = recipe.make(), []
    for use in uses(recipe.suffix):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        path = folder / f"файл.{recipe.suffix}"
        path.write_bytes(content)
        trial = measured(use, path, SECONDS)
        what = f"{recipe.name}: {use.__name__}"
        assert trial.outcome in ("taken", "refused"), f"{what}: {trial}"
        assert trial.outcome == "taken" or path.read_bytes() == content, f"{what}: changed"
        assert trial.megabytes < MEGABYTES, f"{what}: {trial.megabytes} MB"
        results.append((use.__name__, trial))
    return results


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_every_file_is_taken_or_refused_with_a_reason(new_file, tmp_path, figures):
    outcomes: Counter[str] = Counter()
    trials: list[Trial] = []
    failures = []
    made = recipes(new_file, COUNT)[::STEP]
    for recipe in made:
        try:
            found = tried(recipe, tmp_path / "проба")
        except AssertionError as error:
            failures.append(str(error))
            continue
        outcomes.update(f"{use} {trial.outcome}" for use, trial in found)
        trials += [trial for _, trial in found]
    slowest, largest = max(trial.seconds for trial in trials), max(trial.megabytes for trial in trials)
    figures.append(
        f"{len(made)} files, {len(trials)} trials, at most {slowest:.1f} s and {largest} MB more than before"
    )
    figures.append(", ".join(f"{what}: {number}" for what, number in sorted(outcomes.items())))
    assert not failures, "\n".join(failures)
    assert len({recipe.name for recipe in made}) == len(made) >= COUNT // STEP
    assert outcomes["open_it refused"] > len(made) / 4
    assert [each.name for each in tmp_path.parent.rglob("outside.txt")] == []


@pytest.mark.parametrize("text", ['=cmd|"/c calc"!A1', "@SUM(1)"])
def test_formulas_in_imported_text_stay_text(new_file, tmp_path, text):
    source, path = tmp_path / "список.csv", tmp_path / "OSAGO.xlsm"
    source.write_text(f"Имя клиента;Телефон;Комментарий\nИванов Пётр;8 916 111-22-33;{text}\n", "utf-8")
    path.write_bytes(new_file)
    work = Work(open_book(path, today=TODAY), TODAY)
    import_all(work, [source], Options(), lambda *_: None)
    work.commit("Импорт")
    row = open_book(path, today=TODAY).read(WORKBOOK.tables["tblClients"])[0]
    assert text in " ".join(str(value) for value in row.values())
