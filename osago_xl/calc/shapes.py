"""Shapes of a sheet: pictures, charts and text boxes. Lengths are points, as in Excel; UNO keeps 1/100 mm."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from osago_xl.calc import bridge
from osago_xl.calc.formats import Font, hundredths, points
from osago_xl.calc.guard import guarded

if TYPE_CHECKING:
    from osago_xl.calc.sheets import Sheet

CAPTION = "com.sun.star.drawing.CaptionShape"  # comments and validation circles stand on the same page
TYPES = {"TextShape": "text_box", "GraphicObjectShape": "picture", "OLE2Shape": "chart"}


@guarded
class Shapes(base_classes.Collection):
    """All shapes of a sheet but the captions of comments."""

    def __init__(self, sheet: Sheet) -> None:
        self.parent = sheet

    parent: Any = None

    @property
    def api(self) -> Any:
        return self.parent.api.DrawPage

    def _all(self) -> list[Shape]:
        page = self.api
        found = [page.getByIndex(index) for index in range(page.Count)]
        return [Shape(self, shape) for shape in found if shape.ShapeType != CAPTION]

    def __call__(self, key: int | str) -> Shape:
        shapes = self._all()
        if isinstance(key, int):
            return shapes[key - 1]
        for shape in shapes:
            if shape.name.casefold() == key.casefold():
                return shape
        raise KeyError(key)

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[Shape]:
        return iter(self._all())

    def __contains__(self, key: str) -> bool:
        return any(shape.name.casefold() == key.casefold() for shape in self._all())

    def add_textbox(self, left: float, top: float, width: float, height: float, text: str, name: str) -> Shape:
        """A text box without inner margins: its text begins exactly at its corner. xlwings has no call for it."""
        api = self.parent.book.api.createInstance("com.sun.star.drawing.TextShape")
        self.api.add(api)
        api.TextAutoGrowHeight = api.TextAutoGrowWidth = False
        api.TextLeftDistance = api.TextRightDistance = api.TextUpperDistance = api.TextLowerDistance = 0
        shape = Shape(self, api)
        shape.name, shape.text = name, text
        shape.place(left, top, width, height)
        return shape

    def add_picture(self, path: Path, left: float, top: float, width: float, height: float, name: str) -> Shape:
        """A picture kept in the book itself. xlwings' own call for it works with Excel only."""
        provider = self.parent.book.app.office.service("graphic.GraphicProvider")
        api = self.parent.book.api.createInstance("com.sun.star.drawing.GraphicObjectShape")
        api.Graphic = provider.queryGraphic(bridge.properties(URL=path.resolve().as_uri()))
        self.api.add(api)
        shape = Shape(self, api)
        shape.name = name
        shape.place(left, top, width, height)
        return shape


@guarded
class Shape(base_classes.Shape):
    """One shape."""

    def __init__(self, shapes: Shapes, api: Any) -> None:
        self._shapes = shapes
        self._shape = api

    @property
    def api(self) -> Any:
        return self._shape

    @property
    def parent(self) -> Sheet:
        sheet: Sheet = self._shapes.parent
        return sheet

    @property
    def name(self) -> str:
        return str(self._shape.Name)

    @name.setter
    def name(self, value: str) -> None:
        self._shape.Name = value

    @property
    def type(self) -> str:
        """xlwings' word; a text box that has been saved as xlsx comes back as "auto_shape"."""
        return TYPES.get(self._shape.ShapeType.rpartition(".")[2], "auto_shape")

    @property
    def text(self) -> str | None:
        return str(self._shape.String) if hasattr(self._shape, "String") else None

    @text.setter
    def text(self, value: str) -> None:
        self._shape.String = value

    @property
    def font(self) -> Font:
        return Font(self._shape)

    @property
    def left(self) -> float:
        return points(self._shape.Position.X)

    @left.setter
    def left(self, value: float) -> None:
        self.place(value, self.top, self.width, self.height)

    @property
    def top(self) -> float:
        return points(self._shape.Position.Y)

    @top.setter
    def top(self, value: float) -> None:
        self.place(self.left, value, self.width, self.height)

    @property
    def width(self) -> float:
        return points(self._shape.Size.Width)

    @width.setter
    def width(self, value: float) -> None:
        self.place(self.left, self.top, value, self.height)

    @property
    def height(self) -> float:
        return points(self._shape.Size.Height)

    @height.setter
    def height(self, value: float) -> None:
        self.place(self.left, self.top, self.width, value)

    def place(self, left: float, top: float, width: float, height: float) -> None:
        """Move and resize at once."""
        self._shape.setSize(bridge.struct("awt.Size", Width=hundredths(width), Height=hundredths(height)))
        self._shape.setPosition(bridge.struct("awt.Point", X=hundredths(left), Y=hundredths(top)))

    def activate(self) -> None:
        self.parent.book.api.CurrentController.select(self._shape)

    def delete(self) -> None:
        self._shapes.api.remove(self._shape)
