"""The empty sheet of paper under a layout when the agent has no scan of the form: A4 with a grid of 10 mm."""

from __future__ import annotations

from pathlib import Path

from osago_xl.documents.layout import PAGE_HEIGHT, PAGE_WIDTH

PIXELS = 4  # per mm
GRID = 10  # mm
LINE, HEAVY, PAPER = (214, 226, 232), (160, 186, 198), (255, 255, 255)


def draw_backdrop(path: Path) -> Path:
    """Write the picture (PNG) and return its path."""
    from PIL import Image, ImageDraw

    width, height = int(PAGE_WIDTH * PIXELS), int(PAGE_HEIGHT * PIXELS)
    picture = Image.new("RGB", (width, height), PAPER)
    pen = ImageDraw.Draw(picture)
    for mm in range(0, int(PAGE_HEIGHT) + 1, GRID):
        colour, at = HEAVY if mm % 50 == 0 else LINE, mm * PIXELS
        pen.line((0, at, width, at), fill=colour)
        if mm <= PAGE_WIDTH:
            pen.line((at, 0, at, height), fill=colour)
    pen.rectangle((0, 0, width - 1, height - 1), outline=HEAVY)
    picture.save(path)
    return path
