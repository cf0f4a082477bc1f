"""osago-xl refund: an estimate of what comes back on early termination."""

from __future__ import annotations

import argparse
import json
from datetime import date
from decimal import Decimal

from osago_xl.domain.refund import WITHHELD, refund
from osago_xl.values.money import money
from osago_xl.values.reading import day, missing, number


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The contract and the day the insurer received the application."""
    parser.add_argument("--premium", required=True, metavar="РУБЛИ", help="уплаченная премия")
    parser.add_argument("--starts", required=True, metavar="ДАТА", help="первый день договора")
    parser.add_argument("--ends", required=True, metavar="ДАТА", help="последний день договора")
    parser.add_argument("--ended", required=True, metavar="ДАТА", help="день, когда страховщик получил заявление")
    parser.add_argument("--withheld", default=str(WITHHELD), metavar="ДОЛЯ", help="удержание, по умолчанию 0.23")
    parser.add_argument("--count-last-day", action="store_true", help="считать остаток с самого дня заявления")
    parser.add_argument("--json", action="store_true", help="ответ в JSON")


def run(args: argparse.Namespace) -> int:
    """Print the amount and how it was counted."""
    found = refund(
        _money(args.premium, "premium"),
        _day(args.starts, "starts"),
        _day(args.ends, "ends"),
        _day(args.ended, "ended"),
        withheld=_money(args.withheld, "withheld"),
        count_last_day=args.count_last_day,
    )
    if args.json:
        answer = {"refund": str(found.amount), "days_left": found.days_left, "days": found.days,
                  "withheld": str(found.withheld), "note": found.note}  # fmt: skip
        print(json.dumps(answer, ensure_ascii=False))
    else:
        print(f"Возврат: {money(found.amount)} ₽, осталось {found.days_left} из {found.days} дн. ({found.note})")
    return 0


def _day(text: str, field: str) -> date:
    found = day(text, field)
    if found is None:
        raise missing(field, "нужна дата")
    return found


def _money(text: str, field: str) -> Decimal:
    found = number(text, field)
    if found is None:
        raise missing(field, "нужно число")
    return found
