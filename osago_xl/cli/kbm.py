"""osago-xl kbm: КБМ of the next years after so many payouts."""

from __future__ import annotations

import argparse
import json

from osago_xl import clock
from osago_xl.domain import factors as by
from osago_xl.domain.bonus_malus import class_of, path
from osago_xl.domain.risk import DRIVER_READERS
from osago_xl.errors import InputError
from osago_xl.tariffs.own import tariffs
from osago_xl.values import money
from osago_xl.values.reading import day, number, whole


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The class or КБМ of today and the payouts of the years ahead."""
    parser.add_argument("--class", dest="kbm_class", metavar="КЛАСС", help="класс сегодня: M, 0 … 13")
    parser.add_argument("--kbm", metavar="ЧИСЛО", help="КБМ сегодня, например 0.91")
    parser.add_argument(
        "--claims", nargs="+", default=["0"], metavar="N", help="выплат за год; несколько чисел: по годам"
    )
    parser.add_argument("--on", metavar="ДАТА", help="день тарифа, по умолчанию сегодня")
    parser.add_argument("--json", action="store_true", help="ответ в JSON")


def run(args: argparse.Namespace) -> int:
    """Print today's class and КБМ, then those of each year."""
    tariff = tariffs().at(day(args.on, "date") or clock.today())
    name = DRIVER_READERS["kbm_class"](args.kbm_class, "kbm_class")
    kbm = number(args.kbm, "kbm")
    if name is None and kbm is None:
        raise InputError("kbm", None, "Укажите --class или --kbm.")
    now = by.bonus_malus(tariff, kbm, None if name is None else str(name))
    steps = path(tariff, class_of(tariff, now), [whole(claims, "claims") or 0 for claims in args.claims])
    if args.json:
        years = [{"class": step.kbm_class, "kbm": str(step.factor.value)} for step in steps]
        found = {"class": class_of(tariff, now), "kbm": str(now.value), "next": years[0], "path": years, "act": now.act}
        print(json.dumps(found, ensure_ascii=False))
        return 0
    print(f"Сегодня: класс {class_of(tariff, now)}, КБМ {money.number(now.value)} ({now.act})")
    for year, (claims, step) in enumerate(zip(args.claims, steps, strict=True), start=1):
        print(f"Через {year} г., выплат {claims}: класс {step.kbm_class}, КБМ {money.number(step.factor.value)}")
    return 0
