"""osago-xl premium: a contract a line on standard input, a premium a line on standard output, in order; both UTF-8."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path

from osago_xl.cli import streams
from osago_xl.domain.premium import CODES, Quote, premium
from osago_xl.domain.risk import Risk
from osago_xl.errors import InputError
from osago_xl.tariffs import Tariffs, own
from osago_xl.values.reading import refuse

OK, FINDINGS = 0, 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Input format and the agent's own tariffs."""
    parser.add_argument("--csv", action="store_true", help="на входе и выходе CSV с заголовком вместо строк JSON")
    parser.add_argument(
        "--tariffs",
        type=Path,
        metavar="ПАПКА",
        help="другая папка собственных тарифов",
    )


def run(args: argparse.Namespace) -> int:
    """Price every line; 1 when any line could not be priced."""
    streams.for_programs()
    tariffs = Tariffs.load(args.tariffs) if args.tariffs else own.tariffs()
    work = _csv if args.csv else _json
    try:
        return FINDINGS if work(tariffs) else OK
    except UnicodeDecodeError as error:
        raise InputError(
            "вход", "", "Вход читается в UTF-8, а это другая кодировка. Сохраните файл в UTF-8."
        ) from error


def answer(raw: object, tariffs: Tariffs) -> dict[str, object]:
    """The answer to one contract: premium, act, factors, notes; or error and field."""
    try:
        if not isinstance(raw, dict):
            raise refuse("json", raw, "нужен объект с полями договора")
        return told(premium(Risk.parse(raw), tariffs))
    except InputError as error:
        return {"error": error.message, "field": error.field}


def told(quote: Quote) -> dict[str, object]:
    """A quote as JSON: all money and factors are text, so that no kopeck is lost on the way."""
    return {
        "premium": str(quote.premium),
        "act": quote.act,
        "factors": {factor.code: str(factor.value) for factor in quote.factors},
        "notes": list(quote.notes),
    }


def _json(tariffs: Tariffs) -> bool:
    failed = False
    for line in sys.stdin:
        if line.strip():
            found = answer(_loaded(line), tariffs)
            failed |= "error" in found
            print(json.dumps(found, ensure_ascii=False))
    return failed


def _loaded(line: str) -> object:
    try:
        return json.loads(line, parse_float=Decimal)
    except (ValueError, RecursionError):
        return line.strip()


def _csv(tariffs: Tariffs) -> bool:
    reader = csv.DictReader(sys.stdin)
    names = list(reader.fieldnames or [])
    extra = ["premium", "act", *CODES, "notes", "error", "field"]
    writer = csv.DictWriter(sys.stdout, [*(name for name in names if name not in extra), *extra], lineterminator="\n")
    writer.writeheader()
    failed = False
    for row in _rows(reader, extra):
        found = answer({key: _cell(key, value) for key, value in row.items() if value}, tariffs)
        failed |= "error" in found
        writer.writerow(row | _flat(found))
    return failed


def _rows(reader: Iterable[dict[str, str]], extra: list[str]) -> Iterator[dict[str, str]]:
    for row in reader:
        yield {key: value for key, value in row.items() if key not in extra and key is not None}


def _cell(name: str, value: str) -> object:
    """A list of drivers is JSON inside its cell."""
    return _loaded(value) if name == "drivers" and value.lstrip().startswith("[") else value


def _flat(found: dict[str, object]) -> dict[str, object]:
    factors, notes = found.pop("factors", {}), found.pop("notes", [])
    assert isinstance(factors, dict) and isinstance(notes, list)
    return found | factors | {"notes": "; ".join(notes)}
