"""The assignment is the best of all: compared with trying every one."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from osago_xl.imports.understanding.assignment import best

SCORES = st.integers(1, 4).flatmap(
    lambda wide: st.lists(
        st.lists(st.integers(0, 20).map(lambda n: n / 20), min_size=wide, max_size=wide), min_size=1, max_size=4
    )
)


def total(scores, taken):
    return sum(scores[row][place] for row, place in enumerate(taken) if place >= 0)


@given(SCORES)
def test_no_other_assignment_is_better(scores):
    places = [*range(len(scores[0])), *[-1] * len(scores)]
    most = max(total(scores, taken) for taken in permutations(places, len(scores)))
    taken = best(scores)
    used = [place for place in taken if place >= 0]
    assert len(used) == len(set(used))
    assert abs(total(scores, taken) - most) < 1e-9


def test_two_rows_that_want_the_same_share_in_the_best_way():
    # 0,9 + 0,5 is less than 0,8 + 0,7.
    assert best([[0.9, 0.8], [0.7, 0.5]]) == [1, 0]


def test_nothing_is_taken_where_nothing_fits():
    assert best([[0.0, 0.0]]) == [-1]
    assert best([]) == []
