"""Whole bases of agents come in: columns understood, people kept apart, no value nowhere, the second time empty."""

from bases.measures import Score, measure
from bases.styles import STYLES, base
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st


def test_bases_of_every_style():
    score = Score()
    for seed in range(2 * len(STYLES)):
        measure(base(seed), score)
    assert score.precision >= 0.99, score.wrong
    assert score.recall >= 0.97, score.wrong
    assert (score.joined, score.lost, score.again) == (0, [], 0)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(10**6, 10**9))
def test_any_base_loses_nothing_and_joins_nobody(seed):
    score = Score()
    measure(base(seed), score)
    assert (score.joined, score.lost, score.again) == (0, [], 0)
