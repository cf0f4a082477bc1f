"""Tables whose rows are told by their words: base rates, КМ, КС, КП, КО."""

from __future__ import annotations

import re
from collections.abc import Callable

from osago_xl.imports.acts.blocks import Block
from osago_xl.imports.acts.kinds import Kind, is_head
from osago_xl.imports.acts.model import Found, Line, lines
from osago_xl.values.text import fold

# The row of annex 1 by the words of the row with those of its heading row before it; the first that fits.
_CLASSES = (
    (r"мотоцикл", "A"), (r"такси", "B taxi"), (r"троллейбус", "Tb"), (r"трамва", "Tm"), (r"трактор", "tractor"),
    (r"регулярн", "D regular routes"), (r"юридическ", "B legal"), (r"физическ|граждан", "B individual"),
    (r"(до )?16 тонн и менее|до 16 тонн", "C up to 16 t"), (r"(более|свыше) 16 тонн", "C over 16 t"),
    (r"до 16 включительно|16 и менее|до 16 пассажирск", "D up to 16 seats"), (r"(более|свыше) 16", "D over 16 seats"),
)  # fmt: skip
_ROOT = re.compile(r"категори|троллейбус|трамва|трактор|мотоцикл")


def base_rates(block: Block, kind: Kind, found: Found) -> None:
    """ТБ: two columns, the least and the most, or one «1 646 - 7 535»."""
    columns = (
        1 if any("-" in cell and re.fullmatch(r"[\d ]+ ?- ?[\d ]+", cell) for row in block.rows for cell in row) else 2
    )
    heading = ""
    for line in _body(block, columns):
        said = fold(line.label)
        values = [part.strip() for part in line.values[0].split("-")] if columns == 1 else line.values
        if not any(values):
            heading = said if _ROOT.search(said) or not heading else f"{heading} {said}"
            continue
        row = _first(_CLASSES, said) or _first(_CLASSES, f"{heading} {said}")
        if row is None:
            found.doubt(line.place, f"вид транспорта «{line.label[:60]}» не узнан")
            continue
        read = [found.value(value, line.place, "50", "100000", whole=True) for value in values]
        if None not in read and len(read) == 2:
            low, high = (text or "" for text in read)
            if low and high and float(low) > float(high):
                found.doubt(line.place, f"наименьшая ставка {low} больше наибольшей {high}: переставлены столбцы")
            found.state("base_rates", [row], [low, high], kind.since, line.place)


def _first(patterns: tuple[tuple[str, str], ...], text: str) -> str | None:
    return next((name for pattern, name in patterns if re.search(pattern, text)), None)


def _body(block: Block, columns: int) -> list[Line]:
    return [line for line, row in zip(lines(block.rows, columns, block.place), block.rows, strict=True)
            if any(row) and not is_head(row)]  # fmt: skip


def power(block: Block, kind: Kind, found: Found) -> None:
    """КМ: «до 50 включительно», «свыше 50 до 70 включительно», «свыше 150»."""
    family = "A" if kind.motorcycles else "B"
    _each(block, kind, found, "km", lambda text: _span(text, family))


def _span(text: str, family: str) -> list[str] | None:
    over, to = re.search(r"(?:свыше|более) (\d+)", text), re.search(r"\bдо (\d+)", text)
    return [family, over[1] if over else "0", to[1] if to else ""] if over or to else None


def season(block: Block, kind: Kind, found: Found) -> None:
    """КС: «3 месяца» … «10 месяцев и более»."""
    _each(block, kind, found, "ks", _season)


def _season(text: str) -> list[str] | None:
    months = re.search(r"(\d+) мес", text)
    return [months[1], "12" if "более" in text else months[1]] if months else None


def term(block: Block, kind: Kind, found: Found) -> None:
    """КП: «от 5 до 15 дней», «от 16 дней до 1 месяца», «2 месяца» … «10 месяцев и более»."""
    _each(block, kind, found, "kp", _term)


def _term(text: str) -> list[str] | None:
    days = re.search(r"от (\d+) до (\d+) дн", text)
    months = re.search(r"(\d+) мес", text)
    if days:
        return ["days", days[1], days[2]]
    return ["months", months[1], "" if "более" in text else months[1]] if months else None


def limit(block: Block, kind: Kind, found: Found) -> None:
    """КО: a list of drivers, or none, then by owner."""
    _each(block, kind, found, "ko", _limit)


def _limit(text: str) -> list[str] | None:
    unlimited = re.search(r"не (предусмат|огранич)|без огранич", text)
    if not unlimited:
        return ["limited", "any"] if re.search(r"огранич", text) else None
    return ["unlimited", "legal" if "юридич" in text else "individual" if re.search("физич|граждан", text) else "any"]


def _each(block: Block, kind: Kind, found: Found, table: str, key: Callable[[str], list[str] | None]) -> None:
    """One value a row."""
    for line in _body(block, 1):
        named = key(fold(line.label))
        if named is None:
            if any(line.values):
                found.doubt(line.place, f"строка «{line.label[:60]}» не узнана")
            continue
        value = found.value(line.values[0], line.place, "0.1", "10")
        if value:
            found.state(table, named, [value], kind.since, line.place)
        elif value == "":
            found.doubt(line.place, f"у строки «{line.label[:60]}» нет значения")
