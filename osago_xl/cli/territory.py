"""osago-xl territory: КТ of a place as people write it, or the candidates."""

from __future__ import annotations

import argparse
import json

from osago_xl import clock
from osago_xl.domain.factors import place
from osago_xl.domain.rates import Tariff
from osago_xl.domain.territory import Match
from osago_xl.errors import InputError
from osago_xl.tariffs.own import tariffs
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
    """One territory: 0. Several candidates, or none and what is spelled alike: they are printed, 1."""
    tariff = tariffs().at(day(args.on, "date") or clock.today())
    known = tariff.territories
    reason, alike = "", []
    try:
        found = [known.look(args.region, args.text)]
    except InputError as error:
        reason, found = error.message, known.candidates(args.region, args.text)
        alike = [] if found else known.similar(args.text)
    shown = {"territories": [_told(tariff, each, args.tractor) for each in found]}
    if reason:
        shown["suggestions"] = [_told(tariff, each, args.tractor) for each in alike]
    if args.json:
        print(json.dumps(shown | ({"error": reason, "field": "place"} if reason else {}), ensure_ascii=False))
    else:
        _print(reason, shown)
    return FINDINGS if reason else OK


def _print(reason: str, shown: dict[str, list[dict[str, str]]]) -> None:
    lines = [reason] if reason else []
    lines += [f"{_called(one)}: КТ {one['kt'] or '?'} {one['note']}" for one in shown["territories"]]
    lines += [f"Похоже пишется: {_called(one)}, КТ {one['kt'] or '?'}" for one in shown.get("suggestions", [])]
    print("\n".join(line.strip() for line in lines))


def _called(one: dict[str, str]) -> str:
    return f"{one['town']} ({one['name']})" if "town" in one else one["name"]


def _told(tariff: Tariff, match: Match, tractor: bool) -> dict[str, str]:
    row, names = match.row, tariff.territories
    told = {"region": row.region, "place": row.place, "name": names.name(row)}
    told |= {"town": match.town} if match.town else {}
    try:
        factor = place(tariff, match, tractor)
    except InputError as error:
        return told | {"kt": "", "act": "", "note": error.message}
    return told | {"kt": str(factor.value), "act": factor.act, "note": factor.note}
