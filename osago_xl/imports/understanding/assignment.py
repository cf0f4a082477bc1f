"""The best assignment of columns to fields, exact: the Hungarian method with potentials."""

from __future__ import annotations

from collections.abc import Sequence


def best(scores: Sequence[Sequence[float]]) -> list[int]:
    """For each row the column that it takes, such that the sum is greatest; -1 where nothing scores above zero.

    Leaving a row out is a place of its own with score 0.
    """
    wide = max(map(len, scores), default=0)
    cost = [[-max(score, 0.0) for score in row] + [0.0] * len(scores) for row in scores]
    taken = _assign(cost)
    return [place if place < wide and scores[row][place] > 0 else -1 for row, place in enumerate(taken)]


def _assign(cost: Sequence[Sequence[float]]) -> list[int]:
    """Rows to columns at least cost; at least as many columns as rows. Places count from 1 inside."""
    rows, places = len(cost), len(cost[0]) if cost else 0
    row_price, price = [0.0] * (rows + 1), [0.0] * (places + 1)
    holder, before = [0] * (places + 1), [0] * (places + 1)
    for row in range(1, rows + 1):
        holder[0], at = row, 0
        slack, done = [float("inf")] * (places + 1), [False] * (places + 1)
        while holder[at]:
            done[at] = True
            at = _next(cost, at, holder, before, slack, done, row_price, price)
        while at:
            holder[at], at = holder[before[at]], before[at]
    taken = [0] * rows
    for place in range(1, places + 1):
        if holder[place]:
            taken[holder[place] - 1] = place - 1
    return taken


def _next(
    cost: Sequence[Sequence[float]],
    at: int,
    holder: list[int],
    before: list[int],
    slack: list[float],
    done: list[bool],
    row_price: list[float],
    price: list[float],
) -> int:
    """The cheapest free place to go on to; prices move so that it costs nothing."""
    row, least, chosen = holder[at], float("inf"), 0
    for place in range(1, len(price)):
        if done[place]:
            continue
        now = cost[row - 1][place - 1] - row_price[row] - price[place]
        if now < slack[place]:
            slack[place], before[place] = now, at
        if slack[place] < least:
            least, chosen = slack[place], place
    for place in range(len(price)):
        if done[place]:
            row_price[holder[place]] += least
            price[place] -= least
        else:
            slack[place] -= least
    return chosen
