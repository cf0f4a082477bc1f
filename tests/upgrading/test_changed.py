"""Versions that differ in more than missing columns: formulas, forms, counters, checks, tables; each by itself."""

import re
from dataclasses import replace

import pytest
from older import TODAY, build, middle_and_end, with_tables, without_columns
from openxml_audit import OpenXmlValidator

from osago_xl.books import open_book
from osago_xl.books.base import Changes, Row, TableChange
from osago_xl.books.file import Content
from osago_xl.books.package import Package
from osago_xl.books.parts import relate
from osago_xl.books.places import relations
from osago_xl.errors import BookError
from osago_xl.schema.addresses import letters
from osago_xl.schema.columns import Choice, Text
from osago_xl.schema.workbook import WORKBOOK
from osago_xl.upgrading.names import texts_of

TABLE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/table"
CLIENTS = WORKBOOK.tables["tblClients"]
NAMES = ("Орехова Анна", "Иванов Пётр", "Ёлкина Юлия")


@pytest.fixture
def upgraded_from(tmp_path, upgrade_of):
    """A workbook of an earlier declaration with three clients, perhaps edited, and what an upgrade makes of it."""

    def run(schema, edit=lambda package: None, **cells):
        path = build(tmp_path / "OSAGO.xlsm", schema)
        table = schema.tables["tblClients"]
        added = [Row({"key": f"К-{n:06d}", "name": name, **cells}) for n, name in enumerate(NAMES, 1)]
        open_book(path, today=TODAY, schema=schema).apply(Changes({"tblClients": TableChange(table, added=added)}))
        package = Package(path.read_bytes())
        edit(package)
        upgraded = upgrade_of(package.to_bytes(), schema)
        assert OpenXmlValidator().validate(str(upgraded.path)).errors == []
        return upgraded

    return run


def with_column(key, **changes):
    """The declaration with a column of the clients changed."""
    column = CLIENTS.by_key[key]
    new = changes.pop("instead", None) or replace(column, **changes)
    columns = tuple(new if each is column else each for each in CLIENTS.columns)
    return with_tables(WORKBOOK, lambda table: replace(CLIENTS, columns=columns) if table is CLIENTS else table)


def edit_sheet(title, *changes):
    """Change the XML of a sheet; every text to be replaced must be there."""

    def edit(package):
        part = Content(package.to_bytes()).places.sheets[title]
        xml = package.read(part).decode()
        for old, new in changes:
            assert re.search(old, xml, re.DOTALL), old
            xml = re.sub(old, new, xml, count=1, flags=re.DOTALL)
        package.write(part, [xml.encode()])

    return edit


def sheet(upgraded, title):
    return upgraded.after.package.read(upgraded.after.places.sheets[title]).decode()


def cells(upgraded, key):
    """What a column of the clients has in its cells: XML by row."""
    place = upgraded.after.places.tables["tblClients"]
    letter = letters(place.position[CLIENTS.by_key[key].header])
    xml = sheet(upgraded, "Клиенты")
    return [re.search(rf'<c r="{letter}{row}"[^>]*?(?:/>|>.*?</c>)', xml, re.DOTALL)[0] for row in (3, 4, 5)]


def clients(upgraded):
    return open_book(upgraded.path, today=TODAY).read(CLIENTS)


def test_a_new_formula_replaces_the_old_one_and_a_typed_value_stays(upgraded_from):
    column = CLIENTS.by_key["call_from"]
    before = with_column("call_from", formula='"было"', compute=lambda row, facts: None)
    place = CLIENTS.columns.index(column) + 1
    typed = (rf'<c r="{letters(place)}4"( s="\d+")[^>]*>.*?</c>', rf'<c r="{letters(place)}4"\1><v>46400</v></c>')
    upgraded = upgraded_from(before, edit_sheet("Клиенты", typed))
    found = cells(upgraded, "call_from")
    assert "<f>" not in found[1] and "<v>46400</v>" in found[1]
    assert all("<f>IF(OR(tblClients[[#This Row],[Клиент]]=" in each and "было" not in each for each in found[::2])
    formulas = dict(upgraded.after.places.tables["tblClients"].columns)
    assert formulas["Звонить с"] == CLIENTS.stored_formula(column.formula)
    assert upgraded.result.lost == []


def test_a_column_that_becomes_a_formula_gives_up_its_values_and_says_so(upgraded_from):
    before = with_column("call_from", formula="", compute=None)
    upgraded = upgraded_from(before, call_from=TODAY)
    assert all("<f>IF(OR(" in each for each in cells(upgraded, "call_from"))
    assert upgraded.result.lost == ["Лист «Клиенты», «Звонить с»: теперь формула, прежние значения (3) в копии."]


def test_a_column_that_is_no_formula_any_more_keeps_what_it_showed(upgraded_from):
    shown = "реклама & слухи"
    old = Text(
        "source",
        "Источник",
        group=CLIENTS.by_key["source"].group,
        formula=f'"{shown}"',
        compute=lambda row, facts: shown,
    )
    upgraded = upgraded_from(with_column("source", instead=old))
    assert [row["source"] for row in clients(upgraded)] == [shown] * 3
    assert not any("<f" in each for each in cells(upgraded, "source"))
    assert dict(upgraded.after.places.tables["tblClients"].columns)["Источник"] == ""


def test_a_check_of_ours_is_renewed_and_one_of_the_agents_stays(upgraded_from):
    column = next(c for c in CLIENTS.columns if isinstance(c, Choice) and isinstance(c.source, tuple))
    before = with_column(column.key, source=("когда-то", "было"))
    mine = '<dataValidation type="list" sqref="B3:B5"><formula1>"а,б"</formula1></dataValidation></dataValidations>'
    upgraded = upgraded_from(before, edit_sheet("Клиенты", ("</dataValidations>", mine)))
    xml = sheet(upgraded, "Клиенты")
    assert "когда-то" not in xml and f'"{",".join(column.source)}"' in xml
    assert mine.removesuffix("</dataValidations>") in xml
    assert "Лист «Клиенты»: обновлены проверки ввода и цвета состояний." in upgraded.result.changed


def test_a_colour_the_agent_has_deleted_or_that_is_new_comes_back(upgraded_from):
    gone = (r"<cfRule type=\"duplicateValues\".*?/>", "")
    whole = r'<conditionalFormatting sqref="A3:A5">\s*</conditionalFormatting>'
    upgraded = upgraded_from(WORKBOOK, edit_sheet("Клиенты", gone, (whole, "")))
    assert re.search(r'<conditionalFormatting sqref="A3:A5"><cfRule type="duplicateValues"', sheet(upgraded, "Клиенты"))


def test_the_line_above_a_table_is_written_anew_where_it_says_something_else(upgraded_from):
    declared = WORKBOOK.by_title["Клиенты"]
    counters = (replace(declared.counters[0], label="Было так:"), *declared.counters[1:])
    sheets = tuple(replace(s, counters=counters) if s is declared else s for s in WORKBOOK.sheets)
    upgraded = upgraded_from(replace(WORKBOOK, sheets=sheets))
    strings = upgraded.after.cells.strings
    row = upgraded.after.sheet("Клиенты").row(1)
    said = {strings.text(int(n)) for piece in row.cells.values() for n in re.findall(rb't="s"><v>(\d+)', piece)}
    assert declared.counters[0].label in said and "Было так:" not in said
    assert upgraded.result.lost == []
    for counter in declared.counters:
        if counter.name:
            assert texts_of(upgraded.after.package)[counter.name].startswith("'Клиенты'!$")


def test_a_table_that_is_new_on_a_sheet_comes_to_the_right_of_the_others(upgraded_from):
    sheets = tuple(
        replace(s, tables=tuple((at, t) for at, t in s.tables if t.name != "tblPrinters")) for s in WORKBOOK.sheets
    )
    upgraded = upgraded_from(replace(WORKBOOK, sheets=sheets))
    places = upgraded.after.places.tables
    assert places["tblPrinters"].sheet == places["tblLayouts"].sheet
    assert places["tblPrinters"].area.left > places["tblLayouts"].area.right + 1
    book = open_book(upgraded.path, today=TODAY)
    book.apply(Changes({"tblPrinters": TableChange(book.schema.tables["tblPrinters"], added=[Row({"printer": "HP"})])}))
    assert [row["printer"] for row in book.read(book.schema.tables["tblPrinters"])] == ["HP"]


def test_a_sheet_that_only_bears_the_name_of_ours_is_refused(upgraded_from):
    with pytest.raises(BookError, match="«Каналы» назван как лист программы"):
        upgraded_from(WORKBOOK, lambda package: package.write(
            (part := Content(package.to_bytes()).places.tables["tblChannels"].part),
            [package.read(part).replace(b"tblChannels", "Таблица1".encode())]))  # fmt: skip


def test_a_sheet_this_version_does_without_stays_as_the_agents(upgraded_from):
    extra = replace(WORKBOOK.by_title["Каналы"], title="Прежний", code_name="shFormer", counters=(), tables=(
        ("A2", replace(WORKBOOK.tables["tblChannels"], name="tblFormer", highlights=())),))  # fmt: skip
    upgraded = upgraded_from(replace(WORKBOOK, sheets=(*WORKBOOK.sheets, extra)))
    assert sheet(upgraded, "Прежний") == upgraded.before.package.read(upgraded.before.places.sheets["Прежний"]).decode()
    assert upgraded.result.changed == ["Лист «Прежний» этой версии не нужен: он остался как ваш."]


def test_renamed_sheets_are_still_ours(upgraded_from):
    def rename(package):
        for part in package.names:
            data = package.read(part)
            if part == "xl/workbook.xml" or part.startswith(("xl/worksheets/", "xl/charts/")):
                data = data.replace('name="Клиенты"'.encode(), 'name="Мои люди"'.encode())
                data = data.replace("'Клиенты'!".encode(), "'Мои люди'!".encode())
                data = data.replace('name="Сводка"'.encode(), 'name="Итоги"'.encode())
                package.write(part, [data.replace("'Сводка'!".encode(), "'Итоги'!".encode())])

    upgraded = upgraded_from(without_columns(WORKBOOK, {"tblClients": ("source",)}), rename)
    assert list(upgraded.after.places.sheets) == list(upgraded.before.places.sheets)
    assert upgraded.after.places.tables["tblClients"].sheet == "Мои люди"
    assert upgraded.result.changed == ["Лист «Мои люди»: добавлены столбцы «Источник»."]


def test_a_table_of_the_agents_under_ours_is_not_cut_in_two(upgraded_from):
    def stack(package):
        part = Content(package.to_bytes()).places.tables["tblDrivers"].part
        data = package.read(part).replace(b"tblDrivers", "Таблица1".encode())
        package.write("xl/tables/table99.xml", [re.sub(rb' ref="[^"]+"', b' ref="A9:CZ12"', data)])
        relate(package, Content(package.to_bytes()).places.sheets["Клиенты"], TABLE, "xl/tables/table99.xml")

    short = without_columns(WORKBOOK, {"tblClients": middle_and_end(CLIENTS)})
    with pytest.raises(BookError, match="Перенесите её на другой лист"):
        upgraded_from(short, stack)


def test_macros_of_the_agents_are_named(upgraded_from, tmp_path):
    import olefile

    def add_module(package):
        """A stream renamed as if the agent had a module of his own."""
        path = tmp_path / "vba.bin"
        path.write_bytes(package.read("xl/vbaProject.bin"))
        with olefile.OleFileIO(str(path)) as container:
            name = next(entry[-1] for entry in container.listdir() if entry[0] == "VBA" and len(entry[-1]) == 8)
        old, new = name.encode("utf-16-le"), "MyMacros".encode("utf-16-le")
        package.write("xl/vbaProject.bin", [path.read_bytes().replace(old, new)])

    upgraded = upgraded_from(WORKBOOK, add_module)
    assert upgraded.result.lost == ["Ваши макросы остались в копии: mymacros. Перенесите их через Alt+F11."]


def test_the_form_with_an_other_layout_is_drawn_anew_and_filled(upgraded_from):
    declared = WORKBOOK.forms["sum_"]
    form = replace(
        declared.form,
        fields=tuple(replace(f, at="W2") if f.column.key == "agent" else f for f in declared.form.fields),
        charts=declared.form.charts[:3],
        defaults={"agent": "Анна"},
    )
    sheets = tuple(replace(s, form=form) if s is declared else s for s in WORKBOOK.sheets)
    drawn = re.compile(rb'<twoCellAnchor editAs="oneCell"><from><col>1</col>')

    def edit(package):
        drawing = "xl/drawings/drawing1.xml"
        data = package.read(drawing)
        assert drawn.search(data)
        package.write(drawing, [drawn.sub(b'<twoCellAnchor editAs="oneCell"><from><col>3</col>', data, count=1)])
        row = '<row r="120"><c r="B120" t="str"><v>моя запись</v></c></row></sheetData>'
        edit_sheet("Сводка", ("</sheetData>", row))(package)

    upgraded = upgraded_from(replace(WORKBOOK, sheets=sheets), edit)
    assert open_book(upgraded.path, today=TODAY).read_form("sum_")["agent"] == "Анна"
    assert upgraded.after.places.names["sum_agent"] == ("Сводка", upgraded.after.places.names["sum_agent"][1])
    assert str(upgraded.after.places.names["sum_agent"][1]) == "G2"
    assert upgraded.result.lost == ["Лист «Сводка», B120: запись осталась в копии."]
    parts = relations(upgraded.after.package, upgraded.after.places.sheets["Сводка"]).values()
    drawing = next(part for kind, part in parts if kind.endswith("/drawing"))
    data = upgraded.after.package.read(drawing)
    assert data.count(b"<twoCellAnchor") == 4 and b"<from><col>3</col>" in data
    assert len(relations(upgraded.after.package, drawing)) == 4
