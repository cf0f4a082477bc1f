"""osago-xl agency …: the office's store, its members, and the exchange of their books."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from osago_xl.cli import agency_reprice
from osago_xl.cli.books import add_book, open_closed, print_json, today
from osago_xl.cli.console import ConsoleUi
from osago_xl.errors import UsageError

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
    made.add_argument("--role", choices=("agent", "subagent", "head"), default="agent", help="кто он")
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
    made = command("status", "состояние: кто, где, когда обменивались", _status)
    add_book(made)
    _add_url(made)
    made = command("reprice", "оценить продление всех действующих полисов", agency_reprice.run)
    agency_reprice.add_arguments(made)
    _add_url(made)


def run(args: argparse.Namespace) -> int:
    return int(args.do(args))


def _add_url(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--url", default=os.environ.get("OSAGO_AGENCY_URL", ""), metavar="АДРЕС",
                        help="хранилище; иначе OSAGO_AGENCY_URL или то, что записано в книге")  # fmt: skip


def _init(args: argparse.Namespace) -> int:
    from osago_xl.agency.office import create

    address = args.address or os.environ.get("OSAGO_AGENCY_URL") or str(Path(STORE).absolute())
    create(address)
    print("Хранилище агентства создано. Пригласите себя: osago-xl agency invite ИМЯ --role head --url АДРЕС -o ФАЙЛ.")
    return 0


def _invite(args: argparse.Namespace) -> int:
    from osago_xl.agency.office import invite

    if not args.url:
        raise UsageError("Где хранилище? Укажите --url АДРЕС или OSAGO_AGENCY_URL.")
    file = args.output or Path(f"Приглашение {args.name}.json")
    invite(args.url, args.name, args.role, file)
    print(f"{file}: приглашение для «{args.name}». В нём пароль: передайте лично и сотрите после подключения.")
    return 0


def _join(args: argparse.Namespace) -> int:
    from osago_xl.actions.perform import carry_out
    from osago_xl.agency.invitation import read_invitation
    from osago_xl.agency.office import join
    from osago_xl.work.ui import Report
    from osago_xl.work.unit import Work

    invitation = read_invitation(args.file)
    work = Work(open_closed(args), today(args), datetime.now())
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
    from osago_xl.work.unit import Work

    work = Work(open_closed(args), today(args), datetime.now())
    report = carry_out("Обменяться", lambda work, _: sync(work, args.url, moved=args.moved), work, ConsoleUi(yes=True))
    if args.json:
        print_json(report.data)
    else:
        print(report.text, *report.details, sep="\n")
    return 1 if report.data["conflicts"] else 0


def _status(args: argparse.Namespace) -> int:
    from osago_xl.agency.report import status
    from osago_xl.work.unit import Work

    report = status(Work(open_closed(args), today(args), datetime.now()), args.url)
    if args.json:
        print_json(report.data)
    else:
        print(report.text, *report.details, sep="\n")
    return 0
