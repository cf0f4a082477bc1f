"""osago-xl territory: КТ of a place as people write it, or the candidates."""

from __future__ import annotations

import argparse
import json
from datetime import date

from osago_xl.domain.factors import territory
from osago_xl.domain.rates import Tariff
from osago_xl.domain.territory import Territory
from osago_xl.errors import InputError
from osago_xl.tariffs import Tariffs
from osago_xl.values.reading import day

OK, FINDINGS = 0, 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The text to look up."""
    parser.add_argument("text", metavar="МЕСТО", help="город, регион или то и другое: «уфа», «Уфа, Башкортостан»")
    parser.add_argument("--region", metavar="РЕГИОН", help="код или название региона")
    parser.add_argument("--on", metavar="ДАТА", help="день тарифа, по умолчанию сегодня")
    parser.add_argument("--tractor", action="store_true", help="КТ тракторов и самоходных машин")
    parser.add_argument("--json", action="store_true", help="ответ в JSON")


def run(args: argparse.Namespace) -> int:
    """One territory: 0. Several candidates or none: they are printed, 1."""
    tariff = Tariffs.load().at(day(args.on, "date") or date.today())
    reason = ""
    try:
        rows = [tariff.territories.find(args.region, args.text, None)]
    except InputError as error:
        reason, rows = error.message, tariff.territories.search(args.text)
    found = [_told(tariff, row, args.tractor) for row in rows]
    if args.json:
        answer: dict[str, object] = {"territories": found} | ({"error": reason, "field": "place"} if reason else {})
        print(json.dumps(answer, ensure_ascii=False))
    else:
        for line in ([reason] if reason else []) + [
            f"{one['name']}: КТ {one['kt'] or '?'} {one['note']}" for one in found
        ]:
            print(line.strip())
    return FINDINGS if reason else OK


def _told(tariff: Tariff, row: Territory, tractor: bool) -> dict[str, str]:
    known = {"region": row.region, "place": row.place, "name": tariff.territories.name(row)}
    try:
        factor = territory(tariff, row, tractor)
    except InputError as error:
        return known | {"kt": "", "act": "", "note": error.message}
    return known | {"kt": str(factor.value), "act": factor.act, "note": factor.note}
