"""All acts together: which row is in force on a day."""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

from osago_xl.domain.rates import Horizon, Tariff
from osago_xl.domain.territory import Territories, Territory
from osago_xl.errors import InputError, TariffError
from osago_xl.tariffs.acts import Act, Row, read_act, read_rows
from osago_xl.tariffs.compile import build
from osago_xl.tariffs.files import fault, read_csv
from osago_xl.tariffs.schema import TABLES

DATA = Path(__file__).parent / "data"
AHEAD = timedelta(days=60)
"""An act was published 11 (6949-У) to 60 days (7204-У) before it came into force: until then its absence tells."""


class Tariffs:
    """The tariffs of every day since the first act. Build with `Tariffs.load`."""

    def __init__(
        self,
        acts: tuple[Act, ...],
        rows: Mapping[str, list[Row]],
        territories: Territories,
        sources: Mapping[str, str],
        looked: date,
    ) -> None:
        self.acts = acts
        self.horizon = _horizon(acts, looked)
        self.rows = rows
        self.territories = territories
        self.sources = sources
        starts = {row.since for table in rows.values() for row in table} | {act.in_force for act in acts}
        self.starts: tuple[date, ...] = tuple(sorted(starts))
        self._built: dict[int, Tariff] = {}

    @classmethod
    def load(cls, user_folder: Path | None = None, act: Path | None = None) -> Tariffs:
        """Read the shipped acts and, if given, folders of the agent that add an act or override one; `act` is the
        folder of one more, its sources beside it.

        TariffError names the file, the line and the reason of anything that cannot be right.
        """
        sources = _sources(DATA / "sources.csv")
        folders = _folders(DATA)
        if user_folder is not None:
            folders += _folders(user_folder)
        if act is not None and act.resolve() not in [folder.resolve() for folder in folders]:
            folders.append(act)
        for beside in {folder.parent for folder in folders} - {DATA}:
            if (beside / "sources.csv").exists():
                sources |= _sources(beside / "sources.csv")
        acts = {folder: read_act(folder / "act.toml") for folder in folders}
        _no_repeats(acts)
        order = sorted(acts, key=lambda folder: (acts[folder].override, acts[folder].in_force))
        rows: dict[str, list[Row]] = {name: [] for name in TABLES}
        for folder in order:
            for name, table in read_rows(folder, acts[folder], sources).items():
                rows[name] += table
        for table in rows.values():
            _no_overlaps(table)
        territories = _territories(rows["kt"])
        _known_places(rows["kt_status"], territories)
        return cls(tuple(acts[folder] for folder in order), rows, territories, sources, _looked(DATA / "looked.toml"))

    def at(self, day: date) -> Tariff:
        """The rates in force on a day; InputError on `date` before the first act."""
        index = bisect_right(self.starts, day) - 1
        if index < 0:
            first = f"{self.starts[0]:%d.%m.%Y}"
            raise InputError("date", day, f"Дата: на {day:%d.%m.%Y} тарифов нет, первый известный акт с {first}.")
        tariff = self._built.get(index)
        if tariff is None:
            tariff = self._built[index] = self._build(index)
        return tariff

    def _build(self, index: int) -> Tariff:
        since = self.starts[index]
        last = index + 1 == len(self.starts)
        until = None if last else self.starts[index + 1] - timedelta(days=1)
        in_force = {name: self.rows_on(name, since) for name in TABLES}
        acts = [act for act in self.acts if act.in_force <= since]
        return build(since, until, self.horizon, acts, in_force, self.territories)

    def rows_on(self, name: str, day: date) -> dict[tuple[str, ...], Row]:
        """The newest row of every key on a day; of two of one day the agent's own stands later and wins."""
        found: dict[tuple[str, ...], Row] = {}
        for row in sorted((r for r in self.rows[name] if r.since <= day), key=lambda r: r.since):
            found[row.key] = row
        return found


def _folders(root: Path) -> list[Path]:
    if not root.is_dir():
        raise TariffError(f"Тарифы: папки {root} нет.")
    return sorted(path for path in root.iterdir() if path.is_dir() and not path.name.startswith((".", "_")))


def _looked(path: Path) -> date:
    """The day on which acts were last looked for."""
    found: date = tomllib.loads(path.read_text(encoding="utf-8"))["looked_for_acts"]
    return found


def _horizon(acts: tuple[Act, ...], looked: date) -> Horizon:
    """An act that the agent has taken since is known too."""
    known = max([looked, *(act.in_force for act in acts if not act.override)])
    return Horizon(known, known + AHEAD)


def _sources(path: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    for line, (name, what) in read_csv(path, ("id", "what")):
        if name in found or not name or not what:
            raise fault(path, line, f"источник «{name}» повторяется или пуст")
        found[name] = what
    return found


def _no_repeats(acts: Mapping[Path, Act]) -> None:
    seen: dict[str, Path] = {}
    for folder, act in acts.items():
        if act.number in seen:
            raise TariffError(f"Тарифы: акт {act.number} описан дважды: {seen[act.number].name} и {folder.name}.")
        seen[act.number] = folder


def _no_overlaps(rows: list[Row]) -> None:
    """Two acts may not state one row from the same day: which of them holds would be a guess."""
    seen: dict[tuple[object, ...], Row] = {}
    for row in rows:
        other = seen.setdefault((row.since, row.key, row.act.override), row)
        if other is not row:
            what = ", ".join(row.key)
            raise TariffError(f"Тарифы: даты пересекаются, «{what}»: {other.place} и {row.place}.")


def _territories(rows: list[Row]) -> Territories:
    regions = {code: name for _, (code, name) in read_csv(DATA / "regions.csv", ("code", "name"))}
    for row in rows:
        if row.key[0] not in regions:
            raise TariffError(f"Тарифы: {row.place}: региона {row.key[0]} нет в regions.csv.")
    places = list(dict.fromkeys(Territory(*row.key) for row in rows))
    aliases = [(a, b, c) for _, (a, b, c) in read_csv(DATA / "aliases.csv", ("text", "region", "place"))]
    for text, region, place in aliases:
        if region not in regions or (place and Territory(region, place) not in places):
            raise TariffError(f"Тарифы: aliases.csv: «{text}» указывает на неизвестную территорию.")
    return Territories(regions, places, aliases)


def _known_places(rows: list[Row], territories: Territories) -> None:
    for row in rows:
        region, place = row.key
        if place not in territories.rows.get(region, ()):
            raise TariffError(f"Тарифы: {row.place}: территории «{region}, {place}» нет в таблице КТ.")
