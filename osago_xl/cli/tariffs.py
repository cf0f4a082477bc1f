"""osago-xl tariffs: check the data, list the acts, show what is in force on a day."""

from __future__ import annotations

import argparse
import json
from datetime import date
from pathlib import Path

from osago_xl.tariffs import Tariffs
from osago_xl.tariffs.overview import overview
from osago_xl.values.reading import day


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to do, the day, the agent's own folder."""
    parser.add_argument("what", choices=("check", "list", "show"), help="check проверить, list акты, show значения")
    parser.add_argument("--on", metavar="ДАТА", help="день для show, по умолчанию сегодня")
    parser.add_argument("--tariffs", type=Path, metavar="ПАПКА", help="папка с собственными тарифами")
    parser.add_argument("--json", action="store_true", help="ответ в JSON")


def run(args: argparse.Namespace) -> int:
    """A fault in the data is a TariffError with file, line and reason."""
    tariffs = Tariffs.load(args.tariffs)
    if args.what == "check":
        for start in tariffs.starts:
            tariffs.at(start)
        rows = sum(len(table) for table in tariffs.rows.values())
        print(f"Тарифы в порядке: актов {len(tariffs.acts)}, строк {rows}, периодов {len(tariffs.starts)}")
    elif args.what == "list":
        _list(tariffs, args.json)
    else:
        _show(tariffs, day(args.on, "date") or date.today(), args.json)
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
    for value in overview(tariff):
        if as_json:
            print(json.dumps(value._asdict(), ensure_ascii=False))
        else:
            origin = f"[{value.act}, {value.confidence}]"
            print(f"{value.code:4} {value.value:>7}  {value.what}  {origin} {value.note}".rstrip())
