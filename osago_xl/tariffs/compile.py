"""Rows in force on one day turned into the tables the calculation looks things up in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise

from osago_xl.domain.rates import AgeBands, Band, Corridor, Factor, Gap, Horizon, Rule, Tariff
from osago_xl.domain.territory import Territories, Territory
from osago_xl.errors import TariffError
from osago_xl.tariffs.acts import Act, Row
from osago_xl.values.money import number

Rows = Mapping[tuple[str, ...], Row]
OPEN = 999  # an upper bound the table leaves open
_CARRIED = {"carried", "carried-at-risk"}


def build(
    since: date, until: date | None, horizon: Horizon, acts: Sequence[Act], rows: Mapping[str, Rows],
    territories: Territories,
) -> Tariff:  # fmt: skip
    """The tariff of one period. TariffError where bands have a hole or overlap."""
    edition = [act.number for act in acts if act.edition][-1]
    kbm = {key[0]: _factor(row, "КБМ", f"класс {key[0]}") for key, row in rows["kbm"].items()}
    return Tariff(
        since=since,
        until=until,
        horizon=horizon,
        edition=edition,
        rank={act.number: n for n, act in enumerate(acts)},
        base={key[0]: _corridor(row) for key, row in rows["base_rates"].items()},
        territories=territories,
        kt=_territory_column(rows, territories, 0),
        kt_tractors=_territory_column(rows, territories, 1),
        kt_foreign={(key[0], key[1]): _foreign(key[0], row) for key, row in rows["kt_foreign"].items()},
        kbm=kbm,
        kbm_next=_transitions(rows["kbm_next"]),
        kvs=_age_bands(rows["kvs"]),
        ko={(key[0], key[1]): _limit(key, row) for key, row in rows["ko"].items()},
        km=_power_bands(rows["km"]),
        ks=_months(rows["ks"]),
        kp=_terms(rows["kp"]),
        rules={key[0]: Rule(row.values[0], row.act.number, row.note) for key, row in rows["rules"].items()},
        kbm_by_value={factor.value: factor for factor in kbm.values()},
    )


def _factor(row: Row, code: str, why: str, column: int = 0, article: str = "приложение 2", note: str = "") -> Factor:
    notes = [note or _certainty(row.confidence, row.act, row.note), _override(row.act)]
    text = "; ".join(part for part in notes if part)
    return Factor(
        code, Decimal(row.values[column]), why, row.act.number, article, f"{code}: {text}" if text else "",
        row.confidence, row.sources,
    )  # fmt: skip


def _certainty(confidence: str, act: Act, remark: str) -> str:
    """What the agent reads about a value that was not seen in print for this act."""
    if confidence != "derived":
        return ""
    return f"значение из {act.number}, получено расчётом" + (f", {remark}" if remark else "")


def _override(act: Act) -> str:
    return f"значение из своих тарифов агента: {act.title}" if act.override else ""


def _corridor(row: Row) -> Corridor:
    low, high = (
        _factor(row, "ТБ", f"{side} граница коридора", column, "приложение 1") if row.values[column] else None
        for column, side in enumerate(("нижняя", "верхняя"))
    )
    if low and high and low.value > high.value:
        raise TariffError(f"Тарифы: {row.place}: нижняя граница {low.value} больше верхней {high.value}.")
    text = "…".join(number(bound.value) if bound else "?" for bound in (low, high))
    return Corridor(low, high, row.act.number, f"{text} ₽")


def _territory_column(rows: Mapping[str, Rows], territories: Territories, column: int) -> dict[Territory, Factor | Gap]:
    result: dict[Territory, Factor | Gap] = {}
    for key, row in rows["kt"].items():
        place = Territory(*key)
        if not row.values[column]:
            result[place] = Gap(row.act.number, row.note)
            continue
        name = territories.name(place)
        status = rows["kt_status"].get(key)
        if status is None or status.since <= row.since:
            result[place] = _factor(row, "КТ", name, column)
        else:
            result[place] = _standing(row, status, name, column)
    return result


def _standing(row: Row, status: Row, name: str, column: int) -> Factor:
    """A value of an earlier act: what is known about it under a later one that did not restate it."""
    note = ""
    if status.confidence in _CARRIED:
        note = f"значение из {row.act.number}, для {status.act.number} не подтверждено"
    elif status.confidence == "derived":
        note = f"значение из {row.act.number}, неизменность в {status.act.number} выведена"
    if note and status.note:
        note += f", {status.note}"
    factor = _factor(row, "КТ", name, column, note=note)
    return factor._replace(confidence=status.confidence, sources=status.sources or row.sources)


def _foreign(origin: str, row: Row) -> Factor | Gap:
    why = "ТС из недружественного государства" if origin == "unfriendly" else "ТС иностранной регистрации"
    return _factor(row, "КТ", why) if row.values[0] else Gap(row.act.number, row.note)


def _limit(key: tuple[str, ...], row: Row) -> Factor | Gap:
    if not row.values[0]:
        return Gap(row.act.number, row.note)
    owner = {"individual": ", гражданин", "legal": ", юридическое лицо", "any": ""}[key[1]]
    return _factor(row, "КО", ("список водителей" if key[0] == "limited" else "без ограничений") + owner)


def _transitions(rows: Rows) -> dict[tuple[str, int], str]:
    """Class after a year by number of payouts; 4 stands for more than three."""
    return {(key[0], 4 if key[1] == "4+" else int(key[1])): row.values[0] for key, row in rows.items()}


def _age_bands(rows: Rows) -> dict[str, AgeBands]:
    cells: dict[str, dict[tuple[int, int], list[tuple[int, int, Factor]]]] = defaultdict(lambda: defaultdict(list))
    for (family, age_from, age_to, first, last), row in rows.items():
        ages, experience = _span(age_from, age_to), _span(first, last)
        why = f"возраст {_years(ages)}, стаж {_years(experience)}"
        cells[family][ages].append((*experience, _factor(row, "КВС", why)))
    for family, bands in cells.items():
        _no_holes(f"КВС {family}, возраст", list(bands))
        for ages, row_cells in bands.items():
            _no_holes(f"КВС {family}, стаж при возрасте {ages[0]}", [(a, b) for a, b, _ in row_cells])
    return {
        family: AgeBands(tuple(bands), {ages[0]: tuple(found) for ages, found in bands.items()})
        for family, bands in cells.items()
    }


def _span(first: str, last: str) -> tuple[int, int]:
    return int(first), int(last) if last else OPEN


def _years(span: tuple[int, int]) -> str:
    first, last = span
    return f"{first} лет и больше" if last == OPEN else f"{first}" if first == last else f"{first}–{last}"


def _no_holes(what: str, spans: list[tuple[int, int]], step: int = 1) -> None:
    """Neighbouring bands must touch: a hole or an overlap would make some people unpriceable or priced twice."""
    for (first, last), (following, _) in pairwise(spans):
        if following != last + step:
            kind = "разрыв" if following > last + step else "наложение"
            raise TariffError(f"Тарифы: {what}: {kind} между {first}–{last} и {following}.")


def _power_bands(rows: Rows) -> dict[str, tuple[Band, ...]]:
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    bands: dict[str, list[Band]] = defaultdict(list)
    for (family, over, to), row in rows.items():
        why = f"мощность свыше {over} до {to} л.с." if to else f"мощность свыше {over} л.с."
        spans[family].append(_span(over, to))
        bands[family].append(Band(Decimal(over), Decimal(to) if to else None, _factor(row, "КМ", why)))
    for family, found in spans.items():
        _no_holes(f"КМ {family}", found, step=0)
    return {family: tuple(found) for family, found in bands.items()}


def _months(rows: Rows) -> dict[int, Factor]:
    _no_holes("КС, месяцы", [_span(*key) for key in rows])
    return {
        months: _factor(row, "КС", f"период использования {months} мес.")
        for key, row in rows.items()
        for months in range(int(key[0]), int(key[1]) + 1)
    }


def _terms(rows: Rows) -> dict[tuple[str, int], Factor]:
    return {
        (unit, n): _factor(row, "КП", f"иностранная регистрация, срок {n} {'дн.' if unit == 'days' else 'мес.'}")
        for (unit, first, last), row in rows.items()
        for n in range(int(first), int(last or 12) + 1)
    }
