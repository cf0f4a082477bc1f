"""osago-xl agency …: the office's store, its members, and the exchange of their books."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

from osago_xl import clock
from osago_xl.cli import agency_reprice
from osago_xl.cli.books import add_book, open_closed, print_json, today
from osago_xl.cli.console import ConsoleUi
from osago_xl.errors import UsageError
from osago_xl.work.unit import Work

STORE = "Агентство.sqlite"
"""The file of a store where no server is named, beside the head's book."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(dest="what", metavar="ЧТО", required=True)

    def command(name: str, text: str, run: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=text, description=text)
        made.set_defaults(do=run)
        return made

    made = command("init", "создать хранилище агентства", _init)
    made.add_argument("address", nargs="?", metavar="АДРЕС", help=f"PostgreSQL или файл; без него {STORE} здесь же")
    made = command("invite", "пригласить агента: файл для его книги", _invite)
    made.add_argument("name", metavar="ИМЯ", help="как он назван на листе «Агенты»")
    made.add_argument("--role", choices=("agent", "subagent", "head"), help="кто он; без ключа agent")
    made.add_argument("--again", action="store_true", help="новый вход тому, кто уже есть; прежний закрывается")
    _add_url(made)
    made.add_argument("-o", "--output", type=Path, metavar="ФАЙЛ", help="куда записать приглашение")
    made = command("join", "подключить книгу по приглашению", _join)
    add_book(made)
    made.add_argument("file", type=Path, metavar="ФАЙЛ", help="приглашение")
    _add_url(made)
    made = command("sync", "обменяться", _sync)
    add_book(made)
    _add_url(made)
    made.add_argument("--moved", action="store_true", help="книга переехала, прежней больше нет")
    made = command("hand-over", "все клиенты одного агента другому", _hand_over)
    add_book(made)
    made.add_argument("giver", metavar="ОТ_КОГО", help="чьи клиенты")
    made.add_argument("taker", metavar="КОМУ", help="кто их поведёт")
    _add_url(made)
    made = command("find", "найти клиента, полис или машину во всём хранилище", _find)
    add_book(made)
    made.add_argument("text", metavar="ТЕКСТ", help="часть имени, телефона, номера полиса, госномера или VIN")
    _add_url(made)
    made = command("report", "продажи, пролонгации, КВ, бланки и план по агентам", _report)
    add_book(made)
    made.add_argument("--since", type=date.fromisoformat, metavar="ДЕНЬ", help="с какого дня, по умолчанию с 1 января")
    made.add_argument("--until", type=date.fromisoformat, metavar="ДЕНЬ", help="по какой день, по умолчанию сегодня")
    made.add_argument("-o", "--output", type=Path, metavar="ФАЙЛ", help=".xlsx, .csv, .pdf или .parquet")
    _add_url(made)
    made = command("backup", "копия хранилища, прочитанная обратно", _backup)
    made.add_argument("file", type=Path, metavar="ФАЙЛ", help="новый файл копии")
    _add_url(made)
    made = command("restore", "хранилище из копии в пустое место", _restore)
    made.add_argument("file", type=Path, metavar="ФАЙЛ", help="файл копии")
    _add_url(made)
    made = command("migrate", "таблицы хранилища для новой версии программы", _migrate)
    _add_url(made)
    made = command("status", "состояние: кто, где, когда обменивались", _status)
    add_book(made)
    _add_url(made)
    made = command("reprice", "оценить продление всех действующих полисов", agency_reprice.run)
    agency_reprice.add_arguments(made)
    _add_url(made)


def run(args: argparse.Namespace) -> int:
    return int(args.do(args))


def _work(args: argparse.Namespace) -> Work:
    return Work(open_closed(args), today(args), clock.now())


def _add_url(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--url", default=os.environ.get("OSAGO_AGENCY_URL", ""), metavar="АДРЕС",
                        help="хранилище; иначе OSAGO_AGENCY_URL или то, что записано в книге")  # fmt: skip


def _url(args: argparse.Namespace) -> str:
    """The administrator's address; only books know where their store lies."""
    if not args.url:
        raise UsageError("Где хранилище? Укажите --url АДРЕС или OSAGO_AGENCY_URL.")
    return str(args.url)


def _init(args: argparse.Namespace) -> int:
    from osago_xl.agency.office import create

    address = args.address or os.environ.get("OSAGO_AGENCY_URL") or str(Path(STORE).absolute())
    create(address)
    print("Хранилище агентства создано. Пригласите себя: osago-xl agency invite ИМЯ --role head --url АДРЕС -o ФАЙЛ.")
    return 0


def _invite(args: argparse.Namespace) -> int:
    from osago_xl.agency.office import invite

    file = args.output or Path(f"Приглашение {args.name}.json")
    made = invite(_url(args), args.name, args.role, file, again=args.again)
    secret = " В нём пароль: передайте лично и сотрите после подключения." if made.password else ""
    print(f"Приглашение для «{args.name}»: {file}.{secret}")
    return 0


def _join(args: argparse.Namespace) -> int:
    from osago_xl.actions.perform import carry_out
    from osago_xl.agency.invitation import read_invitation
    from osago_xl.agency.office import join
    from osago_xl.work.ui import Report

    invitation = read_invitation(args.file)
    work = _work(args)
    identity = join(work, invitation, args.url)
    report = Report(f"Книга подключена: {invitation.name}, номер книги {identity.code}. Дальше: osago-xl agency sync.")
    carry_out("Подключить к агентству", lambda *_: report, work, ConsoleUi())
    if args.json:
        print_json({"name": invitation.name, "role": invitation.role, "code": identity.code, "store": identity.store})
    else:
        print(report.text)
    return 0


def _sync(args: argparse.Namespace) -> int:
    from osago_xl.actions.perform import carry_out
    from osago_xl.agency.report import sync

    work = _work(args)
    report = carry_out("Обменяться", lambda work, _: sync(work, args.url, moved=args.moved), work, ConsoleUi(yes=True))
    if args.json:
        print_json(report.data)
    else:
        print(report.text, *report.details, sep="\n")
    return 1 if report.data["conflicts"] else 0


def _status(args: argparse.Namespace) -> int:
    from osago_xl.agency.report import status

    report = status(_work(args), args.url)
    if args.json:
        print_json(report.data)
    else:
        print(report.text, *report.details, sep="\n")
    return 0


def _hand_over(args: argparse.Namespace) -> int:
    from osago_xl.agency.handing import hand_over

    count = hand_over(_work(args), args.giver, args.taker, args.url)
    if args.json:
        print_json({"clients": count})
    else:
        print(f"Клиентов передано: {count}. Их книги узнают об этом при обмене.")
    return 0


def _find(args: argparse.Namespace) -> int:
    from osago_xl.agency.questions import FOUND, find

    found = find(_work(args), args.text, args.url)
    if args.json:
        print_json(found)
        return 0
    for each in found:
        print(f"{each['key']}  {each['agent']}  {each['text']}")
    if not found:
        print("Ничего не найдено.")
    elif len(found) >= FOUND:
        print("Показаны первые: уточните, что искать.")
    return 0


def _report(args: argparse.Namespace) -> int:
    from osago_xl.agency.questions import by_agent
    from osago_xl.agency.tabular import write

    until = args.until or today(args)
    rows = by_agent(_work(args), args.since or until.replace(month=1, day=1), until, args.url)
    if args.output:
        write(rows, args.output)
        print(f"Отчёт: {args.output}")
    elif args.json:
        print_json(rows)
    else:
        for row in rows:
            print(", ".join(f"{header}: {value}" for header, value in row.items() if value is not None))
    return 0


def _backup(args: argparse.Namespace) -> int:
    from osago_xl.agency.upkeep import backup

    print(f"{args.file}: копия хранилища прочитана обратно, таблиц {backup(_url(args), args.file)}.")
    return 0


def _restore(args: argparse.Namespace) -> int:
    from osago_xl.agency.upkeep import restore

    restore(_url(args), args.file)
    print("Хранилище возвращено из копии. Книги обменяются с ним как всегда: их новое дойдёт снова.")
    return 0


def _migrate(args: argparse.Namespace) -> int:
    from osago_xl.agency.upkeep import migrate

    added = migrate(_url(args))
    print(f"Хранилище обновлено, добавлено: {len(added)}." if added else "Хранилище уже этой версии.")
    return 0
