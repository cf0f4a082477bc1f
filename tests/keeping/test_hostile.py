"""Foreign, damaged and hostile files through import, open and merge: a reason each, no crash, no hang, memory bounded.

A few run always. All of them, with figures: OSAGO_FULL=1 pytest -s tests/keeping/test_hostile.py (minutes).
"""

from __future__ import annotations

import os
import resource
from collections import Counter
from time import perf_counter

import pytest
from hostile import Recipe, recipes
from keeping_desk import TODAY, memory

from osago_xl.books import open_book
from osago_xl.desk.work import Work
from osago_xl.errors import OsagoError
from osago_xl.imports.run import import_all
from osago_xl.imports.target import Options
from osago_xl.keeping.merge import Merge
from osago_xl.keeping.merge_files import read_base
from osago_xl.schema.workbook import WORKBOOK

FULL = bool(os.environ.get("OSAGO_FULL"))
COUNT = 340 if FULL else 60
SECONDS, MEGABYTES = 10, 1024


def import_it(path):
    import_all(Work(memory(), TODAY), [path], Options(), lambda *_: None)


def open_it(path):
    book = open_book(path, today=TODAY)
    for table in WORKBOOK.tables.values():
        book.read(table)


def merge_it(path):
    Merge(Work(memory(), TODAY)).take(read_base(path, TODAY, None))


def outcome(use, path) -> str:
    """What came of a file: taken, or refused with a sentence."""
    try:
        use(path)
    except OsagoError as error:
        assert str(error).strip().endswith((".", "!")), str(error)
        assert "Traceback" not in str(error)
        return "refused"
    return "taken"


def tried(recipe: Recipe, folder) -> list[str]:
    path = folder / f"файл.{recipe.suffix}"
    path.write_bytes(recipe.content)
    results = []
    for use in (import_it, open_it, merge_it):
        started = perf_counter()
        results.append(f"{use.__name__} {outcome(use, path)}")
        assert perf_counter() - started < SECONDS, f"{recipe.name}: {use.__name__} hangs"
        assert path.read_bytes() == recipe.content
    return results


def test_every_file_is_taken_or_refused_with_a_reason(new_file, tmp_path):
    results: Counter[str] = Counter()
    names, failures = [], []
    for recipe in recipes(new_file, COUNT):
        names.append(recipe.name)
        try:
            results.update(tried(recipe, tmp_path))
        except (AssertionError, Exception) as error:
            failures.append(f"{recipe.name}: {type(error).__name__} {error}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"\n{len(names)} files, {dict(results)}, at most {peak} MB")
    assert not failures, "\n".join(failures)
    assert len(set(names)) >= COUNT
    assert results["open_it refused"] > COUNT / 2
    assert peak < MEGABYTES
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
