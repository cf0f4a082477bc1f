"""КТ: regions and their towns, several in one row, with a column of tractors."""

from __future__ import annotations

import re

from osago_xl.domain.places.gazetteer import gazetteer
from osago_xl.domain.places.writing import key
from osago_xl.domain.territory import OTHER, WHOLE, Territories
from osago_xl.imports.acts.blocks import Block
from osago_xl.imports.acts.kinds import Kind, is_head
from osago_xl.imports.acts.model import Found, Line, lines
from osago_xl.values.text import fold

LOWEST, HIGHEST = "0.3", "5"
"""No territory of Russia has had a КТ outside; that of foreign vehicles is a table of its own."""

_GROUPS = re.compile(r"республики|края|области|автономн\w+ (области|округа)|города федерального значения|.*округа")


class PlaceReader:
    """Goes through the rows of all КТ tables of a file; `corrections` (text → place) are the agent's answers."""

    def __init__(self, territories: Territories, found: Found, corrections: dict[str, str]) -> None:
        self.territories, self.found, self.corrections = territories, found, corrections
        self.unknown: dict[str, list[str]] = {}
        self._region = ""
        self._number = ""

    def read(self, block: Block, kind: Kind) -> None:
        """One table; a table that goes on after a page break keeps the region."""
        for line, row in zip(lines(block.rows, 2, block.place), block.rows, strict=True):
            if any(row) and not is_head(row):
                self._line(line, kind, next((cell for cell in row if cell), ""))

    def _line(self, line: Line, kind: Kind, number: str) -> None:
        text = line.label.strip(" .:")
        if not text:
            self.found.doubt(line.place, f"у значений {' и '.join(line.values)} нет названия места: строка сдвинута")
            return
        code = self._named_region(text)
        if not any(line.values):
            if code:
                self._region, self._number = code, number.rstrip(".")
            elif not _GROUPS.fullmatch(fold(text)):
                self.found.doubt(line.place, f"у строки «{text[:60]}» нет значений")
            return
        values = [self.found.value(value, line.place, LOWEST, HIGHEST) for value in line.values]
        if None in values:
            return
        if not values[0]:
            self.found.doubt(line.place, f"«{text[:60]}»: пусто в столбце легковых: столбцы сдвинуты")
        stated = [value or "" for value in values]
        if code:
            self._region, self._number = code, number.rstrip(".")
            if WHOLE not in self.territories.rows.get(code, ()):
                self.found.doubt(
                    line.place, f"«{text[:60]}»: прежде в регионе были города, теперь одно значение", False
                )
            self.found.state("kt", [code, WHOLE], stated, kind.since, line.place)
            return
        if self._stranger(number, line.place):
            return
        for name in self._names(text, line.place):
            self.found.state("kt", [self._region, name], stated, kind.since, line.place)

    def _named_region(self, text: str) -> str | None:
        """A region, unless a town of the region above is called so."""
        return None if key(text) in self._known() else self.territories.region(text)

    def _stranger(self, number: str, place: str) -> bool:
        """A row «12.3» under region 11: the row of its region is missing."""
        first = re.fullmatch(r"(\d+)\.\d+\.?", number)
        if not self._region or (first and self._number.isdecimal() and first[1] != self._number):
            self.found.doubt(place, f"строка {number}: над ней нет строки своего региона")
            return True
        return False

    def _known(self) -> dict[str, str]:
        names = self.territories.rows.get(self._region, []) if self._region else []
        return {key(name): name for name in names if name != WHOLE}

    def _names(self, text: str, place: str) -> list[str]:
        if fold(text).startswith("прочие"):
            return [OTHER]
        if key(text) in self._known():
            return [self._known()[key(text)]]
        pieces = re.split(r"[,;]| и (?=[А-ЯЁ])", text)
        return [name for piece in pieces if piece.strip() and (name := self._name(piece.strip(), place))]

    def _name(self, text: str, place: str) -> str | None:
        """A town of the table; a new one when the gazetteer has it in this region; else a question."""
        text = self.corrections.get(text, text)
        bare = key(re.sub(r"^(г|город|гор)\.? ", "", text))
        for form in (bare, bare.replace(" ", "")):
            if form in self._known():
                return self._known()[form]
        if any(found.region == self._region for found in gazetteer().named(bare)):
            return text
        alike = [match.town or match.row.place for match in self.territories.similar(text, self._region, 3)]
        self.unknown[text] = alike
        hint = f"; похоже пишется: {', '.join(alike)}" if alike else ""
        region = self.territories.regions[self._region]
        self.found.doubt(place, f"места «{text[:60]}» нет в регионе «{region}»{hint}")
        return None
