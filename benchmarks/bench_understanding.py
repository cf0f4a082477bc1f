"""Whole agent bases with a truth table: columns understood, people kept apart, values kept.

`bench_understanding.py [COUNT] [SEED]`: 200 bases of a fixed seed; another seed makes other bases.
Aims: precision ≥ 99 %, recall ≥ 97 %, wrong joins 0, lost values 0.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "imports"))

from bases.measures import Score, measure
from bases.styles import base

COUNT, SEED, SHOWN = 200, 0, 12


def main() -> None:
    count, seed = (int(text) for text in (*sys.argv[1:], *map(str, (COUNT, SEED)[len(sys.argv) - 1 :])))
    score, start = Score(), time.process_time()
    for number in range(count):
        measure(base(seed * 1_000_003 + number), score)
    print(
        f"{count} баз, зерно {seed}: точность {score.precision:.2%}, полнота {score.recall:.2%}, "
        f"спросили о {score.asked} столбцах из {score.expected}, неверных слияний {score.joined}, "
        f"потеряно значений {len(score.lost)}, повторный импорт что-то добавил в {score.again}; "
        f"{time.process_time() - start:.0f} с"
    )
    for (heading, true, ours), times in score.wrong.most_common(SHOWN):
        print(f"  «{heading}»: {true or 'комментарий'}, понято {ours or 'не понято'}: {times}")
    for style, heading, value in score.lost[:SHOWN]:
        print(f"  потеряно ({style}): {heading}: {value}")


if __name__ == "__main__":
    main()
