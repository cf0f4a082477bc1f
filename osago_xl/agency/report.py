"""What an exchange tells: counts, both values of every conflict, and where the book stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa

from osago_xl.agency.access import entered
from osago_xl.agency.exchange import Outcome, exchange
from osago_xl.agency.keys import inside
from osago_xl.agency.merging import Clash
from osago_xl.agency.model import SHARED
from osago_xl.agency.office import colleagues
from osago_xl.agency.sight import WORDS, visible
from osago_xl.agency.snapshot import take
from osago_xl.agency.store import readable
from osago_xl.agency.tables import CONFLICT
from osago_xl.agency.values import read_one
from osago_xl.desk.report_sheet import SHEET, show_report
from osago_xl.keeping.texts import shown
from osago_xl.values.dates import numeric
from osago_xl.work.journal import unpack
from osago_xl.work.ui import Report
from osago_xl.work.unit import Work

HEADER = ("Лист", "Ключ", "Столбец", "У вас", "У других", "Осталось")
SHOWN = 500
"""So many conflicts are listed at once."""


def sync(work: Work, url: str = "", *, moved: bool = False) -> Report:
    """Exchange, and tell what came of it; conflicts are on the sheet Отчёт too."""
    outcome = exchange(work, url, moved=moved)
    clashes = [*_clashes(outcome)]
    data = {
        "sent": dict(outcome.sent),
        "received": dict(outcome.received),
        "conflicts": [_plain(outcome.identity.code, clash) for clash in clashes],
        "position": outcome.identity.position,
    }
    text = f"Обмен: отправлено строк {outcome.sent.total()}, получено {outcome.received.total()}"
    details = [*outcome.told, *_counts(work, "отправлено", outcome.sent), *_counts(work, "получено", outcome.received)]
    if not clashes:
        return Report(f"{text}, расхождений нет.", details, data=data)
    lines = [_line(work, outcome.identity.code, clash) for clash in clashes]
    show_report(work, f"Расхождения обмена {numeric(work.today)}: {len(lines)}", HEADER, lines)
    details += [": ".join(filter(None, (", ".join(map(str, line[:3])), _both(line)))) for line in lines]
    return Report(
        f"{text}. Расхождений: {len(clashes)}, оба значения на листе «{SHEET}».", details, show=SHEET, data=data
    )


def status(work: Work, url: str = "") -> Report:
    """Who exchanges, with whom, and what has happened since."""
    with entered(work, url) as (connection, member, book):
        snapshot = take(connection, member, book)
        others = colleagues(connection)
    waiting = sum(stored.version > book.position for rows in snapshot.rows.values() for stored in rows.values())
    data = {
        "name": member.name, "role": member.role, "code": book.code, "url": book.url, "store": book.store,
        "position": book.position, "store_position": snapshot.position, "waiting": waiting,
        "same": snapshot.nonce == book.nonce, "members": [each._asdict() for each in others],
    }  # fmt: skip
    details = [
        f"Хранилище: {readable(book.url)}",
        f"Обмены: эта книга учла № {book.position}, последний в хранилище № {snapshot.position}",
        f"Ждёт получения строк: {waiting}",
        *(f"{each.name}: {each.role}, книг {each.books}" for each in others),
    ]
    return Report(f"{member.name}, {WORDS[member.role]}, книга № {book.code}.", details, data=data)


def conflicts(work: Work, url: str = "") -> Report:
    """The last conflicts of the rows that the member sees, onto the sheet Отчёт."""
    with entered(work, url) as (connection, member, book):
        seen = sa.select(CONFLICT).where(visible(CONFLICT, member)).order_by(CONFLICT.c.id.desc()).limit(SHOWN)
        rows = connection.execute(seen).mappings().all()
    lines = [_line(work, book.code, _told(row, found_here=row["book"] == book.code)) for row in rows]
    if not lines:
        return Report("Расхождений не было.", data=[])
    show_report(work, f"Расхождения: последних {len(lines)}", HEADER, lines)
    text = f"Расхождений: {len(lines)}, новые сверху. Осталось то, что в последнем столбце; верное впишите в строку."
    return Report(text, show=SHEET, data=lines)


def _clashes(outcome: Outcome) -> Iterator[Clash]:
    """Of this exchange, and of those by which others found that something had been changed on both sides."""
    yield from outcome.plan.clashes
    yield from outcome.plan.locally
    for row in outcome.plan.snapshot.conflicts:
        yield _told(row, found_here=row["book"] == outcome.identity.code)


def _told(row: sa.RowMapping, *, found_here: bool) -> Clash:
    """A conflict of the store from this book's side: what another has found is the other way round."""
    sides = ("ours", "theirs", "kept") if found_here else ("theirs", "ours", "kept")
    name, column = row["table_name"], row["column_name"]
    values = [read_one(SHARED[name], column, row[side]) if column else unpack(row[side]).get("v", "") for side in sides]
    return Clash(name, row["row_key"], column, *values)


def _plain(code: int, clash: Clash) -> dict[str, Any]:
    sides = {side: shown(getattr(clash, side)) for side in ("ours", "theirs", "kept")}
    return {"table": clash.table, "key": _key(code, clash), "column": clash.column} | sides


def _line(work: Work, code: int, clash: Clash) -> tuple[str, ...]:
    header = SHARED[clash.table].columns[clash.column].header if clash.column else "строка"
    values = (shown(value) for value in (clash.ours, clash.theirs, clash.kept))
    return (work.schema.sheet_of[clash.table].title, _key(code, clash), header, *values)


def _both(line: tuple[str, ...]) -> str:
    return f"у вас «{line[3]}», у других «{line[4]}», осталось «{line[5]}»"


def _key(code: int, clash: Clash) -> str:
    return inside(clash.key, SHARED[clash.table].table.prefix, code)


def _counts(work: Work, what: str, counts: Mapping[str, int]) -> list[str]:
    """A line a sheet; a sheet of directories has many tables."""
    sheets: Counter[str] = Counter()
    for name, count in counts.items():
        sheets[work.schema.sheet_of[name].title] += count
    return [f"{title}: {what} {count}" for title, count in sheets.items() if count]
