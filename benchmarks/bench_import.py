"""Import of 20 000 crooked client rows and of 20 000 policies: processor seconds and megabytes. Aim: ≤ 10 s."""

from __future__ import annotations

import csv
import random
import resource
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from osago_xl.books import open_book
from osago_xl.cli.console import ConsoleUi
from osago_xl.desk.totals import refresh_touched
from osago_xl.imports.command import import_files
from osago_xl.imports.target import Options
from osago_xl.work.unit import Work
from osago_xl.workbook.build import build_workbook

ROWS = 20_000
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


def run(book: Path, path: Path, what: str) -> None:
    """As `osago-xl import` does it: open the closed file, match, bring totals up to date, write."""
    start = time.process_time()
    work = Work(open_book(book, today=TODAY), TODAY)
    report = import_files(work, ConsoleUi(yes=True), [path], Options(insurer="Пример"), ask=False)
    matched = time.process_time()
    refresh_touched(work)
    totals = time.process_time()
    work.commit("Импорт")
    written = time.process_time()
    counts = {key: report.data[0][key] for key in ("added", "merged", "skipped", "refused")}
    print(f"{what}: чтение и сопоставление {matched - start:.1f} с, показатели {totals - matched:.1f} с, "
          f"запись {written - totals:.1f} с, всего {written - start:.1f} с, {counts}")  # fmt: skip


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "book.xlsm"
        build_workbook(book, TODAY)
        base, export = clients(Path(folder)), policies(Path(folder))
        run(book, base, f"{ROWS} клиентов")
        run(book, base, f"{ROWS} тех же клиентов ещё раз")
        run(book, export, f"{ROWS} полисов с автомобилями и оплатами")
        run(book, export, f"{ROWS} тех же полисов ещё раз")
    print(f"память: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} МБ")


if __name__ == "__main__":
    main()
