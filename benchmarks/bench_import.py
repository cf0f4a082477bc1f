"""Import of 20 000 crooked client rows and of 20 000 policies, and of the same again, beside 0.2.0 in one run.

Processor seconds and megabytes. Aims: ≤ 0.45 of 0.2.0 the first time, ≤ 0.5 again, memory ≤ 0.6.
"""

from __future__ import annotations

import csv
import json
import random
import resource
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from beside import released, run

from osago_xl.books import open_book
from osago_xl.cli.console import ConsoleUi
from osago_xl.desk.totals import refresh_touched
from osago_xl.imports.command import import_files
from osago_xl.imports.target import Options
from osago_xl.workbook.build import build_workbook

try:
    from osago_xl.work.unit import Work
except ImportError:  # 0.2.0
    from osago_xl.desk.work import Work

ROWS = 20_000
ROOT = Path(__file__).parents[1]
PARTS = ("matching", "totals", "writing")
TODAY = date(2026, 11, 22)
SURNAMES = ("Иванов", "Петров", "Сидоров", "Кузнецов", "Ким", "Орехов", "Зыков", "Лыткин", "Панов", "Фокин")
GIVEN = ("Пётр", "Иван", "Марк", "Лев", "Илья", "Юрий", "Яков", "Глеб", "Фома", "Клим")
LETTERS = "АВЕКМНОРСТУХ"


def name(number: int) -> str:
    full = f"{SURNAMES[number % 10]}{number // 1000} {GIVEN[number // 10 % 10]} {GIVEN[number // 100 % 10]}ович"
    return (full, full.upper(), f"  {full} ", f"тов. {full}")[number % 4]


def clients(folder: Path) -> Path:
    header = ["№", "Имя клиента", "Телефон", "E-mail", "Что заказывает", "Канал", "Дата последнего заказа", "Статус"]
    rows = [
        [n, name(n), f"8 (9{n % 90 + 10}) {n:07d}", f"c{n}@example.org", "осаго", "Авито",
         (TODAY - timedelta(days=n % 900)).strftime(("%d.%m.%Y", "%Y-%m-%d", "%d.%m.%y")[n % 3]), "Активный "]
        for n in range(ROWS)
    ]  # fmt: skip
    return write(folder / "clients.csv", [header, *rows])


def policies(folder: Path) -> Path:
    header = ["Серия", "Номер", "Страхователь", "Телефон", "Дата рождения", "Марка модель", "VIN", "Гос. номер",
              "Мощность, л.с.", "Территория", "Начало", "Окончание", "Премия", "КВ, %", "Дата оплаты"]  # fmt: skip
    random.seed(1)
    rows = [
        [("ХХХ", "XXX")[n % 2], f"{n:010d}", name(n), f"8 (9{n % 90 + 10}) {n:07d}", "01.02.1980", "Лада Веста",
         f"XTA{n:014d}", f"{random.choice(LETTERS)}{n % 999 + 1:03d}ВС{10 + n // 250 % 89}", "106,0", "г. Уфа",
         "01.06.2026", "31.05.2027", "10000,50", "12,5", "25.05.2026"]
        for n in range(ROWS)
    ]  # fmt: skip
    return write(folder / "policies.csv", [header, *rows])


def write(path: Path, rows: list[list[object]]) -> Path:
    with path.open("w", encoding="cp1251", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    return path


def timed(book: Path, path: Path) -> dict[str, float]:
    """As `osago-xl import` does it: open the closed file, match, bring totals up to date, write."""
    start = time.process_time()
    work = Work(open_book(book, today=TODAY), TODAY)
    report = import_files(work, ConsoleUi(yes=True), [path], Options(insurer="Пример"), ask=False)
    matched = time.process_time()
    refresh_touched(work)
    totals = time.process_time()
    work.commit("Импорт")
    written = time.process_time()
    added = report.data[0]["added"]
    return {"matching": matched - start, "totals": totals - matched, "writing": written - totals, "added": added}


def measured() -> dict[str, dict[str, float]]:
    """Every piece of work under the version that is on the path; the peak is of all of them."""
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "book.xlsm"
        build_workbook(book, TODAY)
        base, export = clients(Path(folder)), policies(Path(folder))
        files = {"клиентов": base, "клиентов ещё раз": base, "полисов": export, "полисов ещё раз": export}
        return {name: timed(book, path) | {"peak": peak()} for name, path in files.items()}


def peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        new, old = (run(Path(__file__).name, where, "--measure") for where in (ROOT, released(Path(folder))))
    for name, ours in new.items():
        before = sum(old[name][part] for part in PARTS)
        now = sum(ours[part] for part in PARTS)
        parts = ", ".join(f"{part} {ours[part]:.1f}" for part in PARTS)
        print(f"{ROWS} {name}: {now:.1f} с ({parts}), в 0.2.0 {before:.1f} с, доля {now / before:.2f}; "
              f"память {ours['peak']:.0f} и {old[name]['peak']:.0f} МБ, добавлено {ours['added']:.0f}")  # fmt: skip


if __name__ == "__main__":
    if "--measure" in sys.argv:
        print(json.dumps(measured()))
    else:
        main()
