"""osago-xl agency reprice: the renewal of every living policy, of an office by its store or of a market by files."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from osago_xl import clock
from osago_xl.cli.books import open_closed, print_json, today
from osago_xl.errors import UsageError
from osago_xl.values.money import money

if TYPE_CHECKING:
    import pandas as pd

    from osago_xl.agency.reprice import Sums
    from osago_xl.tariffs import Tariffs

REASONS = 5


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The book or files, the day, the act, where to write."""
    parser.add_argument(
        "book", type=Path, nargs="?", metavar="КНИГА", help="книга агентства: считает то, что вам видно"
    )
    parser.add_argument("--on", type=date.fromisoformat, default=None, metavar="ГГГГ-ММ-ДД", help="действующие на этот "
                        "день полисы; по умолчанию сегодня")  # fmt: skip
    parser.add_argument("--act", type=Path, metavar="ПАПКА", help="и по этому акту (папка с act.toml)")
    parser.add_argument(
        "-o", "--output", type=Path, metavar="ФАЙЛ", help="таблица: .csv или .parquet; с --parquet папка"
    )
    parser.add_argument("--save", action="store_true", help="записать в «Прогноз»: книги получат его обменом")
    parser.add_argument(
        "--parquet", type=Path, metavar="ПАПКА", help="вместо хранилища файлы Parquet, по процессу на ядро"
    )
    parser.add_argument("--scheduler", default="", metavar="АДРЕС", help="планировщик Dask нескольких компьютеров")
    parser.add_argument("--workers", type=int, metavar="N", help="процессов на этом компьютере; иначе по числу ядер")
    parser.add_argument("--json", action="store_true", help="ответ в JSON")


def run(args: argparse.Namespace) -> int:
    """0; 1 when some policies could not be priced."""
    from osago_xl.tariffs import own

    if args.act and not (args.act / "act.toml").is_file():
        raise UsageError(f"--act: в папке «{args.act}» нет act.toml. Укажите папку одного акта.")
    tariffs = own.with_act(args.act) if args.act else own.tariffs()
    found, saved = (_market if args.parquet else _store)(args, tariffs)
    if args.json:
        print_json(found._asdict() | {"saved": saved})
    else:
        print("\n".join(_told(found, saved)))
    return int(found.priced < found.policies)


def _market(args: argparse.Namespace, tariffs: Tariffs) -> tuple[Sums, None]:
    from osago_xl.agency.market import price_market

    if args.save or not args.output:
        raise UsageError("С --parquet укажите папку для ответа (-o); --save бывает только у хранилища.")
    files = sorted(args.parquet.glob("*.parquet"))
    return price_market(files, args.output, tariffs, today(args), args.scheduler, args.workers), None


def _store(args: argparse.Namespace, tariffs: Tariffs) -> tuple[Sums, int | None]:
    from osago_xl.agency.reprice import sums
    from osago_xl.agency.repricing import reprice_of, reprice_store
    from osago_xl.work.unit import Work

    if args.scheduler or args.workers:
        raise UsageError("--scheduler и --workers нужны только с --parquet.")
    if not args.book and (args.save or not args.url):
        raise UsageError("Назовите книгу агентства; без неё можно только посчитать: --url АДРЕС или --parquet ПАПКА.")
    write, on = _writer(args.output), today(args)
    if args.book:
        work = Work(open_closed(args), clock.today())
        table, saved = reprice_of(work, args.url, tariffs, on, keep=args.save)
    else:
        table, saved = reprice_store(args.url, tariffs, on), 0
    write(table)
    return sums(table), saved if args.save else None


def _writer(path: Path | None) -> Callable[[pd.DataFrame], object]:
    """How the table is written; UsageError for a kind of file that is none of ours, before anything is priced."""
    if path is None:
        return lambda _table: None
    if path.suffix == ".parquet":
        return lambda table: table.to_parquet(path, index=False)
    if path.suffix == ".csv":
        return lambda table: table.to_csv(path, index=False, encoding="utf-8-sig", sep=";", decimal=",")
    raise UsageError(f"-o {path.name}: пишутся .csv и .parquet.")


def _told(found: Sums, saved: int | None) -> list[str]:
    lines = [
        f"Действующих полисов {found.policies}, посчитано {found.priced}.",
        f"Премия сейчас {money(found.before)} ₽, при продлении {money(found.after)} ₽.",
    ]
    if saved is not None:
        lines.append(f"«Прогноз» изменён у полисов: {saved}.")
    return lines + [f"{count} × {reason}" for reason, count in [*found.reasons.items()][:REASONS]]
