"""osago-xl demo [DIR]: the whole path on real input, in one folder named at the end."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from osago_xl.cli import demo_agency
from osago_xl.cli.console import ConsoleUi
from osago_xl.errors import OsagoError
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.reference import BASE_RATES, COMMISSION_RULES
from osago_xl.schema.sheets.vehicles import CARS

DAY = date(2026, 11, 22)
FILES = ("client_base.xlsx", "client_base_old.xls", "insurer_export.csv", "broker_export.xlsx", "bso_register.xlsx")
INSURER = "Пример"  # whose file the export is; the broker's names its companies itself
RATES = {INSURER: ("5200", "10", "5"), "Образец": ("4900", "12", "0"), "Проба": ("5650", "12", "0")}
"""Of each company, invented: base rate in roubles, бордеро and ДВОУ in percent."""
SHOWN_CALLS, SHOWN_FINDINGS = 15, 6


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", nargs="?", type=Path, default=Path("demo"), metavar="ПАПКА", help="куда положить всё")
    parser.add_argument("--agency", action="store_true", help="агентство: три книги, расхождение, отчёт руководителя")
    parser.add_argument("--examples", type=Path, default=Path("examples"), metavar="ПАПКА", help="где лежат примеры")


def run(args: argparse.Namespace) -> int:
    from rich.console import Console

    console = Console(width=120 if not sys.stdout.isatty() else None, highlight=False)
    folder = _fresh(args.folder)
    if args.agency:
        demo_agency.show(console, folder, DAY)
    else:
        _one_agent(console, folder, args.examples)
    console.rule("Готово")
    console.print(f"Всё лежит в папке [bold]{folder.resolve()}[/bold]:")
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            console.print(f"  {path.relative_to(folder)}")
    return 0


def _one_agent(console: Any, folder: Path, examples: Path) -> None:
    book = folder / "OSAGO.xlsm"
    missing = [name for name in FILES if not (examples / name).is_file()]
    if missing:
        raise OsagoError(
            f"Нет файла примера {examples / missing[0]}. Запустите из папки проекта или укажите --examples."
        )
    _new_book(console, book)
    _import(console, book, [examples / name for name in FILES])
    _set_up(book)
    policy = _renewal(console, book)
    _calls(console, book)
    _application(console, book, policy)


def _fresh(folder: Path) -> Path:
    """The folder itself, or its next numbered neighbour when it is not empty: nothing is overwritten."""
    target, number = folder, 2
    while target.exists() and any(target.iterdir()):
        target, number = folder.with_name(f"{folder.name}-{number}"), number + 1
    target.mkdir(parents=True, exist_ok=True)
    return target


def _new_book(console: Any, book: Path) -> None:
    from osago_xl.workbook.build import build_workbook

    console.rule("1. Новая книга")
    build_workbook(book, DAY)
    console.print(f"{book}: {book.stat().st_size // 1024} КБ")


def _work(book: Path) -> Any:
    from osago_xl.books import open_book
    from osago_xl.work.unit import Work

    return Work(open_book(book, today=DAY), DAY, datetime.combine(DAY, datetime.min.time()))


def _import(console: Any, book: Path, files: Sequence[Path]) -> None:
    from rich.table import Table

    from osago_xl.actions.perform import carry_out

    console.rule("2. Старые базы и файл компании")
    table = Table("Файл", "Строк", "Добавлено", "Объединено", "Пропущено", "Отклонено", "Замечаний")
    notes = []
    for path in files:
        work = _work(book)
        insurer = INSURER if path.suffix == ".csv" else ""
        taking = _taking(path, insurer, ask=path is files[0])
        (answer,) = carry_out("Импорт", taking, work, _Showing(console)).data
        counts = [str(answer[key]) for key in ("rows", "added", "merged", "skipped", "refused")]
        table.add_row(path.name, *counts, str(len(answer["findings"])))
        notes += [(path.name, finding) for finding in _telling(answer["findings"])]
    console.print(table)
    console.print("Из замечаний (все на листе «Отчёт» и в ответе osago-xl import --json):")
    for name, finding in notes:
        column = f", {finding['column']}" if finding["column"] else ""
        console.print(f"  {name}, строка {finding['row']}{column}: {finding['message']}", markup=False)


class _Showing(ConsoleUi):
    """Shows the look before writing, which an agent answers, and says yes."""

    def __init__(self, console: Any) -> None:
        super().__init__(yes=True)
        self._console = console

    def ask(self, question: str) -> bool:
        self._console.print(f"{question} да", markup=False, highlight=False)
        return True

    def progress(self, done: int, total: int, text: str) -> bool:
        return True


def _taking(path: Path, insurer: str, *, ask: bool) -> Callable[[Any, Any], Any]:
    """The body of the import of one file."""
    from osago_xl.imports.command import import_files
    from osago_xl.imports.target import Options

    return lambda work, ui: import_files(work, ui, [path], Options(insurer), ask=ask)


def _telling(findings: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Refused rows first, then one finding of each kind of message."""
    order = sorted(findings, key=lambda finding: "отклонена" not in finding["message"])
    kinds = {finding["message"].split(":")[0][:24]: finding for finding in reversed(order)}
    return [finding for finding in order if finding in kinds.values()][:SHOWN_FINDINGS]


def _set_up(book: Path) -> None:
    """What an agent would type in once: himself, the rates and commission of his companies."""
    from decimal import Decimal

    work = _work(book)
    work.set_setting("cfg_my_name", "Образцов Иван Петрович")
    work.set_setting("cfg_my_phone", "+7 (900) 000-00-00")
    since = date(2025, 12, 9)
    for insurer, values in RATES.items():
        rate, bordereau, services = map(Decimal, values)
        work.add(BASE_RATES, insurer=insurer, category="B", owner="любой", territory="все", since=since,
                 rate=rate, source="пример")  # fmt: skip
        work.add(COMMISSION_RULES, insurer=insurer, since=since, bordereau=bordereau, services=services)
    work.commit("Настройка")


def _renewal(console: Any, book: Path) -> str:
    """Renew a policy that ends soon: the form filled from it, one driver added, priced, saved. Its new key."""
    from osago_xl.actions.perform import perform
    from osago_xl.books import open_book
    from osago_xl.books.base import Selection
    from osago_xl.desk.contract.pricing import risk_of_form
    from osago_xl.desk.contract.showing import factor_rows
    from osago_xl.domain.premium import premium
    from osago_xl.tariffs.own import tariffs
    from osago_xl.values.money import money, number

    console.rule("3. Продление полиса: премия с каждым коэффициентом")
    old = _ending_policy(_work(book))
    ui = ConsoleUi(yes=True)
    selected = open_book(book, today=DAY, selection=Selection("Полисы", POLICIES.name, (old,)))
    perform("renew_policy", selected, ui, DAY)
    work = _work(book)
    form = work.form("form_")
    born = form["holder_birth_date"]
    driver = {"name": form["holder_name"], "birth_date": born, "licence": "9900 123456",
              "licensed": date(born.year + 19, 5, 12), "kbm": "0.63"}  # fmt: skip
    typed = {"insurer": INSURER, "agent": "Я", "category": "B", "purpose": "личная", "channel": "Рекомендация",
             "series": "ХХХ", "number": "0123456789", "pay_method": "карта", "year": 2019,
             "holder_paper": "паспорт РФ", "holder_paper_series": "9900", "holder_paper_number": "123456"}  # fmt: skip
    work.fill("form_", drivers=[driver], **typed)
    work.commit("Оформление")
    perform("calculate", open_book(book, today=DAY), ui, DAY)
    answer = perform("form_save", open_book(book, today=DAY), ui, DAY)
    form = _work(book).form("form_")
    quote = premium(risk_of_form({**form, "base_rate": form["factors"][0]["value"]}), tariffs())
    console.print(
        f"{form['holder_name']}, {form['make']} {form['model']}, {form['place']}, с {form['starts']:%d.%m.%Y}"
    )
    for line in factor_rows(quote):
        console.print(f"  {line['code']:<4} {number(line['value']):>8}  {line['why']} · {line['act']}", markup=False)
    console.print(f"Премия {money(quote.premium)} ₽. {answer.text}")
    return str(answer.data["policy"])


def _ending_policy(work: Any) -> str:
    """A policy of a car with a known territory that ends within two months, its holder a citizen with a birth date."""
    for row in sorted(work.rows(POLICIES), key=lambda row: row["ends"] or DAY):
        client, car = work.find(CLIENTS, row["client"]), work.find(CARS, row["car"])
        soon = row["left"] not in ("", None) and 0 <= row["left"] <= 60
        if soon and client and client["birth_date"] and client["kind"] == "физлицо" and car and car["region"]:
            return str(row["key"])
    raise OsagoError("В примерах нет полиса, который скоро закончится.")


def _calls(console: Any, book: Path) -> None:
    from osago_xl.desk.calls.call_list import due_lines

    console.rule(f"4. Кому звонить {DAY:%d.%m.%Y}")
    lines = due_lines(_work(book))
    for line in lines[:SHOWN_CALLS]:
        why = "; ".join(reason.text for reason in line.reasons)
        console.print(f"  {line.client['name']:<36.36} {line.client['phone']:<27} {why}", markup=False)
    console.print(f"Всего поводов позвонить: {len(lines)} (osago-xl due КНИГА).")


def _application(console: Any, book: Path, policy: str) -> None:
    from osago_xl.actions.perform import perform
    from osago_xl.books import open_book
    from osago_xl.books.base import Selection

    console.rule("5. Заявление и списки")
    selected = open_book(book, today=DAY, selection=Selection("Полисы", POLICIES.name, (policy,)))
    report = perform("print_application", selected, ConsoleUi(yes=True), DAY)
    console.print(report.text)
    for action in ("build_call_list", "build_renewals", "refresh_all"):
        console.print(perform(action, open_book(book, today=DAY), ConsoleUi(yes=True), DAY).text)
