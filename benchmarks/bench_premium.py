"""Speed of the premium engine: python benchmarks/bench_premium.py [rows].

Prints the import and load times, the scalar premium, and the column form on a mixed portfolio with territory names
beside the same rows through the scalar function.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from datetime import date

import numpy as np
import pandas as pd

from osago_xl import Risk, Tariffs, premium, premiums
from osago_xl.errors import InputError

PLACES = [("77", None), ("Башкортостан", "г. Уфа"), ("54", "Бердск"), ("66", "Екатеринбург"),
          ("Московская обл", "Химки"),
          ("Татарстан", "прочие"), ("ХМАО", "Сургут"), ("Пермский край", "Пермь"), ("52", "Н. Новгород"),
          ("23", "Сочи"), ("61", "Ростов-на-Дону"), ("Ленобласть", "Мурино"), ("74", "Челябинск")]  # fmt: skip
KBM = [0.46, 0.52, 0.57, 0.63, 0.68, 0.74, 0.78, 0.83, 0.91, 1.0, 1.17, 1.76]


def portfolio(rows: int, listed: float = 0.1) -> pd.DataFrame:
    """A mixed portfolio: every category, both owners, a share of unlimited lists and of several drivers."""
    rng = np.random.default_rng(7)
    category = rng.choice(["B", "A", "C", "D", "tractor"], rows, p=[0.86, 0.04, 0.06, 0.02, 0.02])
    region, place = zip(*[PLACES[n] for n in rng.integers(0, len(PLACES), rows)], strict=True)
    age = rng.integers(23, 80, rows)
    spread = rng.random(rows)
    pair = [{"age": 45, "experience": 20, "kbm": 0.74}, {"age": 22, "experience": 2, "kbm": 1.17}]
    drivers = [pair if x < listed else "unlimited" if x < listed + 0.1 else None for x in spread]
    return pd.DataFrame({
        "date": pd.to_datetime(rng.choice(pd.date_range("2025-12-09", "2026-11-20"), rows)),
        "category": category,
        "owner": rng.choice(["individual", "legal"], rows, p=[0.9, 0.1]),
        "taxi": (category == "B") & (rng.random(rows) < 0.03),
        "region": region,
        "place": place,
        "power_hp": rng.integers(45, 300, rows),
        "max_mass_kg": np.where(category == "C", rng.integers(2000, 40000, rows), np.nan),
        "seats": np.where(category == "D", rng.integers(9, 60, rows), np.nan),
        "drivers": drivers,
        "age": age,
        "experience": (age - 23) // 2 % 9,
        "kbm": rng.choice(KBM, rows),
        "months_of_use": rng.choice([12, 12, 12, 6, 3], rows),
        "base_rate": np.where(category == "B", rng.integers(2300, 6500, rows), 3200),
    })  # fmt: skip


def timed(work, *args):
    """Seconds and the result."""
    start = time.perf_counter()
    result = work(*args)
    return time.perf_counter() - start, result


def fresh(code: str) -> str:
    """Milliseconds a statement takes in a fresh interpreter, interpreter start excluded."""
    timer = f"import time; t = time.perf_counter(); {code}; print(round((time.perf_counter() - t) * 1000, 1))"
    return subprocess.run([sys.executable, "-c", timer], capture_output=True, text=True, check=True).stdout.strip()


def one_by_one(frame: pd.DataFrame, tariffs: Tariffs) -> list[str]:
    """The scalar function for every row, reading the row included."""
    answers = []
    for row in frame.to_dict("records"):
        given = {k: v for k, v in row.items() if not (isinstance(v, float) and v != v)}
        try:
            answers.append(str(premium(Risk.parse(given), tariffs).premium))
        except InputError:
            answers.append("")
    return answers


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    print("import osago_xl.functions, ms:", fresh("import osago_xl.functions"))
    print("import and load all acts, ms:", fresh("from osago_xl.tariffs import Tariffs; Tariffs.load()"))
    seconds, tariffs = timed(Tariffs.load)
    print(f"load all acts: {seconds * 1000:.1f} ms")
    risk = Risk.parse({"date": date(2026, 3, 1), "category": "B", "region": "02", "place": "Уфа", "power_hp": 110,
                       "age": 35, "experience": 10, "kbm": 0.91, "base_rate": 5000})  # fmt: skip
    premium(risk, tariffs)
    seconds, _ = timed(lambda: [premium(risk, tariffs) for _ in range(20_000)])
    print(f"scalar premium: {seconds / 20_000 * 1e6:.1f} µs")
    for share in (0.0, 0.1):
        frame = priced = None  # one portfolio in memory at a time
        frame = portfolio(rows, share)
        fast, priced = timed(premiums, frame, tariffs)
        good = int(priced["premium"].notna().sum())
        print(f"columns, {share:.0%} lists of drivers: {rows / fast:,.0f} rows/s ({fast:.2f} s), {good} priced")
    sample = frame.head(min(rows, 20_000))
    seconds, scalar = timed(one_by_one, sample, tariffs)
    columns = ["" if pd.isna(x) else f"{x:.2f}" for x in priced["premium"].head(len(sample))]
    ratio = fast * len(sample) / rows
    print(f"scalar on the same rows: {len(sample) / seconds:,.0f} rows/s; columns {seconds / ratio:.0f} times as fast")
    print(f"equal to the kopeck: {columns == scalar}")
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
