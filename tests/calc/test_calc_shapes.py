import pytest
from PIL import Image

from osago_xl.calc.native import CalcNative

pytestmark = pytest.mark.office


@pytest.fixture
def box(book):
    sheet = book.sheets["Калькулятор"]
    sheet.shapes.impl.add_textbox(72, 36, 144, 18, "Петров", "insurer_name")
    return sheet.shapes["insurer_name"]


def geometry(shape):
    return [shape.left, shape.top, shape.width, shape.height]


def test_a_text_box_stands_where_it_was_put(box):
    assert geometry(box) == pytest.approx([72, 36, 144, 18], abs=0.03)
    assert (box.name, box.text, box.type) == ("insurer_name", "Петров", "text_box")


def test_move_and_resize(box):
    box.left, box.top, box.width, box.height = 10, 20, 30, 40
    assert geometry(box) == pytest.approx([10, 20, 30, 40], abs=0.03)


def test_shapes_survive_the_file(box, book, tmp_path, open_book):
    book.save(tmp_path / "Макет.xlsx")
    book.close()
    read = open_book(tmp_path / "Макет.xlsx").sheets["Калькулятор"].shapes["insurer_name"]
    assert read.text == "Петров"
    assert geometry(read) == pytest.approx([72, 36, 144, 18], abs=0.06)


def test_a_picture_lies_in_the_book_itself(book, tmp_path, open_book):
    Image.new("RGB", (20, 10), "red").save(tmp_path / "blank.png")
    sheet = book.sheets["Калькулятор"]
    name = "Бланк"
    CalcNative().add_picture(sheet, name, tmp_path / "blank.png", (10, 20, 200, 100))
    assert sheet.shapes[name].type == "picture"
    (tmp_path / "blank.png").unlink()
    book.save(tmp_path / "Бланк.xlsx")
    book.close()
    read = open_book(tmp_path / "Бланк.xlsx").sheets["Калькулятор"].shapes[name]
    assert geometry(read) == pytest.approx([10, 20, 200, 100], abs=0.1)
    assert read.type == "picture"


def test_comments_are_no_shapes(book):
    sheet = book.sheets["Калькулятор"]
    sheet.api.Annotations.insertNew(sheet["A1"].api.getCellByPosition(0, 0).CellAddress, "заметка")
    assert len(sheet.shapes) == 0


def test_delete(box, book):
    box.delete()
    assert "insurer_name" not in book.sheets["Калькулятор"].shapes
