"""The visual system measured: contrast of every pair of letters and fill, sizes in use."""

from __future__ import annotations

from typing import get_args

import pytest

from osago_xl.documents.authoring import parts
from osago_xl.workbook import palette
from osago_xl.workbook.styles import _PAINTS, Role

INKS = {name: ink for name, ink in vars(palette).items() if isinstance(ink, palette.Ink)}


def luminance(colour: str) -> float:
    """WCAG 2.1, relative luminance."""
    shares = [int(colour[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2.1, contrast ratio."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_itself():
    assert contrast("000000", "FFFFFF") == pytest.approx(21)
    assert contrast("767676", "FFFFFF") == pytest.approx(4.54, abs=0.01)  # the textbook grey that just passes


@pytest.mark.parametrize("name", INKS)
def test_letters_are_read_on_their_fill(name):
    ink = INKS[name]
    assert contrast(ink.text, ink.fill) >= 4.5


@pytest.mark.parametrize("state", ["needs you", "soon", "done", "quiet", "busy", "wanted", "heat"])
def test_typed_letters_are_read_on_every_state(state):
    assert contrast(palette.TYPED.text, INKS[state.upper().replace(" ", "_")].fill) >= 4.5


def test_a_link_is_read_on_the_fullest_cell_of_a_heat_map():
    assert contrast(palette.TYPED.text, palette.HEAT.fill) >= 4.5


def test_a_frame_to_type_into_is_seen():
    assert contrast(palette.FRAME, "FFFFFF") >= 3


def test_five_sizes_of_letters():
    assert {paint.size for paint in _PAINTS.values()} <= {20, 14, 11, 10, 9}
    assert set(_PAINTS) == set(get_args(Role))


def test_papers_are_of_the_same_family():
    inks = {ink.text for ink in INKS.values()}
    assert {parts.INK, parts.QUIET, parts.HEAD_INK} <= inks
    assert (palette.HEADER.fill, palette.FRAME) == (parts.HEAD, parts.FRAME)
    sizes = {style.size for style in parts.STYLES}
    assert sizes == {20, 14, 11, 10, 9, 7, 6.5, 2}  # 7 and 6.5: captions in print; 2: between two tables


@pytest.mark.parametrize("fill", ["FFFFFF", parts.HEAD])
@pytest.mark.parametrize("style", parts.STYLES, ids=lambda style: style.id)
def test_letters_of_a_paper_can_be_read(style, fill):
    assert contrast(style.ink, fill) >= 4.5
