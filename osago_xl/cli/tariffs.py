"""osago-xl tariffs: check the data, list the acts, show what is in force on a day, take a new act, drop it again."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path

from osago_xl import clock
from osago_xl.cli.console import ConsoleUi
from osago_xl.tariffs import Tariffs, own
from osago_xl.tariffs.overview import CERTAINTY, overview
from osago_xl.tariffs.own import folder
from osago_xl.values.reading import day
from osago_xl.work.ui import Cancelled


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to do, the day, the agent's own folder."""
    parser.add_argument(
        "what",
        choices=("check", "list", "show", "take", "drop"),
        help="check проверить, list акты, show значения, take взять новый акт из файла, drop убрать взятый",
    )
    parser.add_argument("of", nargs="?", metavar="ФАЙЛ|НОМЕР", help="файл приложений для take, номер акта для drop")
    parser.add_argument("--on", metavar="ДАТА", help="день для show, по умолчанию сегодня")
    parser.add_argument(
        "--number", metavar="НОМЕР", default="", help="номер акта для take, если его нет в файле: 7400-У"
    )
    parser.add_argument("--from", dest="begins", metavar="ДАТА", help="с какого дня действует акт для take")
    parser.add_argument("--partial", action="store_true", help="акт меняет только строки, которые есть в файле")
    parser.add_argument("--yes", action="store_true", help="на вопросы отвечать «да»")
    parser.add_argument("--tariffs", type=Path, metavar="ПАПКА", help="другая папка собственных тарифов")
    parser.add_argument("--json", action="store_true", help="ответ в JSON")


def run(args: argparse.Namespace) -> int:
    """A fault in the data is a TariffError with file, line and reason."""
    if args.what in ("take", "drop"):
        return _change(args)
    tariffs = Tariffs.load(args.tariffs) if args.tariffs else own.tariffs()
    if args.what == "check":
        for start in tariffs.starts:
            tariffs.at(start)
        rows = sum(len(table) for table in tariffs.rows.values())
        print(f"Тарифы в порядке: актов {len(tariffs.acts)}, строк {rows}, периодов {len(tariffs.starts)}")
    elif args.what == "list":
        _list(tariffs, args.json)
    else:
        _show(tariffs, day(args.on, "date") or clock.today(), args.json)
    return 0


def _change(args: argparse.Namespace) -> int:
    """Take or drop an act of the agent's own folder; 2 when what to take is not said."""
    from osago_xl.imports.acts.command import Wanted, take_act
    from osago_xl.tariffs.taken import put_away

    root = args.tariffs or folder()
    if not args.of:
        print("osago-xl: назовите файл приложений (take) или номер акта (drop)", file=sys.stderr)
        return 2
    if args.what == "drop":
        put_away(root, args.of)
        print(f"Акт {args.of} убран из своих тарифов.")
        return 0
    wanted = Wanted(args.number, day(args.begins, "date"), args.partial)
    try:
        taken = take_act(ConsoleUi(yes=args.yes), Path(args.of), root, wanted, clock.today())
    except Cancelled:
        print("Акт не взят.")
        return 1
    if args.json:
        changes = [change._asdict() for change in taken.changes]
        told = {"number": taken.number, "in_force": taken.in_force.isoformat(), "folder": str(taken.folder)}
        print(json.dumps(told | {"changes": changes}, ensure_ascii=False))
    else:
        print("\n".join([*taken.told, f"Акт {taken.number} взят: {taken.folder}"]))
    return 0


def _list(tariffs: Tariffs, as_json: bool) -> None:
    for act in tariffs.acts:
        if as_json:
            known = {"number": act.number, "title": act.title, "in_force": act.in_force.isoformat(),
                     "changes": act.changes, "confidence": act.confidence, "sources": list(act.sources)}  # fmt: skip
            print(json.dumps(known, ensure_ascii=False))
        else:
            print(f"{act.in_force:%d.%m.%Y}  {act.title}\n            {act.changes}")


def _show(tariffs: Tariffs, on: date, as_json: bool) -> None:
    tariff = tariffs.at(on)
    if not as_json:
        print(f"Тариф на {on:%d.%m.%Y}: {tariff.edition}, действует {tariff.period}")
        if far := tariff.horizon.note(on):
            print(far)
    for value in overview(tariff):
        if as_json:
            print(json.dumps(value._asdict(), ensure_ascii=False))
        else:
            origin = f"[{value.act}, {CERTAINTY[value.confidence]}]"
            print(f"{value.code:4} {value.value:>7}  {value.what}  {origin} {value.note}".rstrip())
