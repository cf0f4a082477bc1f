"""A dressed workbook after an upgrade: everything of the agent's is there and as it was, everything of ours is new."""

import re

import pytest
from dress import CLIENTS, NOTES, OWN_AMOUNT, OWN_FORMULA, OWN_NAME
from older import GONE_SETTING, GONE_SHEET, OWN, TODAY, removable, rows
from openxml_audit import OpenXmlValidator

from osago_xl.books import open_book
from osago_xl.books.places import relations
from osago_xl.schema.addresses import letters
from osago_xl.schema.workbook import SCHEMA_VERSION, WORKBOOK
from osago_xl.upgrading.names import texts_of
from osago_xl.upgrading.rows import known_columns, read_rows
from osago_xl.workbook.build import build_workbook

LEFT_ALONE = {name for name, table in WORKBOOK.tables.items() if table.made != "by hand"}
OF_THE_ACTS = {name for name, table in WORKBOOK.tables.items() if table.made == "from the acts"}
OURS = {"[Content_Types].xml", "docProps/custom.xml", "xl/_rels/workbook.xml.rels", "xl/calcChain.xml"}
"""Parts an upgrade may touch even where no table has changed: stamps, and the order of calculation."""


def sheet(content, title):
    return content.package.read(content.places.sheets[title]).decode()


def cell(content, title, address):
    found = re.search(rf'<c r="{address}"[^>]*?(?:/>|>.*?</c>)', sheet(content, title), re.DOTALL)
    return found[0] if found else ""


def column(content, header):
    return letters(content.places.tables["tblClients"].position[header])


def test_a_version_with_the_same_tables_keeps_every_part_byte_for_byte(current):
    before, after = current.before.package, current.after.package
    days = {current.before.places.sheets[title] for title in ("Календарь", "Настройки")}  # «46348.0» becomes «46348»
    kept = set(before.names) - OURS - days
    assert len(kept) > 100 and {"xl/styles.xml", "xl/charts/chart71.xml", "xl/drawings/vmlDrawing71.vml"} < kept
    assert [name for name in kept if after.read(name) != before.read(name)] == []
    assert current.result.lost == current.result.changed == []


def test_the_released_version_keeps_all_that_is_the_agents(golden):
    assert (golden.result.before, golden.result.after, golden.result.lost) == ("1", SCHEMA_VERSION, [])
    package = golden.after.package
    own = {name for name in golden.before.package.names if re.search(r"7[12]\.", name)}
    assert len(own) == 11 and own <= set(package.names)
    for name in ("xl/theme/theme1.xml", "xl/media/image71.png", "xl/printerSettings/printerSettings71.bin"):
        assert package.read(name) == golden.before.package.read(name), name
    assert texts_of(package)[OWN_NAME].startswith(f"{CLIENTS}!$")
    for header in (OWN_AMOUNT, "Любимый цвет"):  # rows and looks are the same, columns may stand elsewhere
        old, new = (cell(each, CLIENTS, f"{column(each, header)}3") for each in (golden.before, golden.after))
        assert old.partition(" s=")[2] == new.partition(" s=")[2] != ""


@pytest.mark.parametrize("which", ["current", "golden", "older"])
def test_the_file_is_sound(which, request):
    upgraded = request.getfixturevalue(which)
    assert OpenXmlValidator().validate(str(upgraded.path)).errors == []


@pytest.mark.parametrize("name", [name for name in WORKBOOK.tables if WORKBOOK.sheet_of[name].title != GONE_SHEET])
def test_every_table_has_its_columns_in_the_declared_order(older, name):
    before, after, table = older.before.places.tables[name], older.after.places.tables[name], WORKBOOK.tables[name]
    assert [header for header, _ in after.columns if header in table.by_header] == [c.header for c in table.columns]
    assert len(after.columns) == after.area.right - after.area.left + 1 == len(after.position)
    had = [column for column in older.schema.tables[name].columns if column not in OWN]
    assert len(after.columns) - len(before.columns) == len(table.columns) - len(had)
    assert len(after.columns) > len(before.columns) or not removable(table)
    assert dict(after.columns).items() >= {c.header: table.stored_formula(c.formula) for c in table.columns}.items()
    own = [header for header, _ in before.columns if header in (OWN[0].header, OWN[1].header, OWN_FORMULA, OWN_AMOUNT)]
    assert [header for header, _ in after.columns][len(after.columns) - len(own) :] == own


@pytest.mark.parametrize("name", sorted(WORKBOOK.tables.keys() - OF_THE_ACTS - {"tblSettings"}))
def test_every_row_is_as_it_was(older, name):
    table = known_columns(older.schema.tables[name], older.before.places.tables[name])
    stored = [column.key for column in table.columns if not column.formula]
    old, new = (
        [(row.at, *(row[key] for key in stored)) for row in read_rows(content, table)]
        for content in (older.before, older.after)
    )
    assert old == new
    assert len(old) >= 15 or name in LEFT_ALONE or table.default_rows


def test_new_columns_of_reference_tables_hold_what_a_new_workbook_holds(older, tmp_path):
    build_workbook(tmp_path / "new.xlsm", TODAY)
    again = rows(older.path, WORKBOOK)
    fresh = rows(tmp_path / "new.xlsm", WORKBOOK)
    for name in ("tblReasons", "tblServices", "tblStatuses", "tblSettings", "tblRegions", "tblKbm", "tblTariffs"):
        assert sorted(map(repr, again[name])) == sorted(map(repr, fresh[name])), name


def test_a_new_setting_comes_and_has_its_name(older):
    values = {row["name"]: row for row in open_book(older.path, today=TODAY).read(WORKBOOK.tables["tblSettings"])}
    assert values[GONE_SETTING]["value"] == "3x8"
    title, area = older.after.places.names[GONE_SETTING]
    assert title == "Настройки" and ">3x8<" not in cell(older.after, title, str(area))
    number = re.search(r"<v>(\d+)</v>", cell(older.after, title, str(area)))[1]
    assert older.after.cells.strings.text(int(number)) == "3x8"


def test_a_new_sheet_comes_in_its_place_with_its_charts(older):
    titles = list(older.after.places.sheets)
    assert GONE_SHEET not in older.before.places.sheets
    assert titles[titles.index(GONE_SHEET) - 1] == "Календарь"
    parts = relations(older.after.package, older.after.places.sheets[GONE_SHEET]).values()
    drawing = next(part for kind, part in parts if kind.endswith("/drawing"))
    assert len(relations(older.after.package, drawing)) == 4
    assert open_book(older.path, today=TODAY).read_form("sum_")["agent"] == ""
    assert f"Добавлен лист «{GONE_SHEET}»." in older.result.changed


def test_print_areas_stay_with_their_sheets(older):
    xml = older.after.package.read("xl/workbook.xml").decode()
    titles, amount = list(older.after.places.sheets), column(older.after, OWN_AMOUNT)
    areas = dict(re.findall(r'<definedName name="_xlnm.Print_Area" localSheetId="(\d+)">([^<]*)', xml))
    assert areas[str(titles.index(CLIENTS))] == f"{CLIENTS}!$A$1:${amount}$50"
    assert areas[str(titles.index(NOTES))] == f"'{NOTES}'!$A$1:$D$20"
    assert areas[str(titles.index(GONE_SHEET))] == "'Сводка'!$A$1:$Q$115"


def test_the_agents_columns_moved_with_their_formulas_and_formats(older):
    before, after = older.before, older.after
    assert column(before, OWN_FORMULA) != column(after, OWN_FORMULA)
    premium = column(after, "Премия за год")
    for row in (3, 14):
        formula = cell(after, CLIENTS, f"{column(after, OWN_FORMULA)}{row}")
        assert f"=&quot;&quot;,0,N({premium}{row})+1)</f>".replace("&quot;", '"') in formula
        old, new = (cell(c, CLIENTS, f"{column(c, OWN_AMOUNT)}{row}") for c in (before, after))
        assert old.partition(" s=")[2] == new.partition(" s=")[2] != ""
    name = column(after, "Клиент")
    assert cell(after, CLIENTS, f"{name}3") == cell(before, CLIENTS, f"{name}3")


def test_widths_hidden_columns_and_the_filter_are_as_the_agent_left_them(older):
    xml = sheet(older.after, CLIENTS)
    assert re.search(r'<col width="41.7109375"[^>]*min="2" max="2"', xml)
    assert re.search(r'<col hidden="1" width="[^"]+"[^>]*min="3" max="3"', xml)
    place = older.after.places.tables["tblClients"]
    table = older.after.package.read(place.part).decode()
    at = place.position["Статус"] - place.area.left
    assert f'<filterColumn colId="{at}"><filters><filter val="активный"/></filters></filterColumn>' in table


def test_checks_and_colours_of_the_agent_moved_along(older):
    xml = sheet(older.after, CLIENTS)
    amount, premium = column(older.after, OWN_AMOUNT), column(older.after, "Премия за год")
    bottom = older.after.places.tables["tblClients"].area.bottom
    assert f'sqref="{amount}3:{amount}{bottom}"><cfRule type="cellIs" dxfId="7" priority="90"' in xml
    assert f"<formula>{premium}3</formula>" in xml
    assert f'sqref="{amount}3:{amount}{bottom}"><formula1>{CLIENTS}!${premium}$3' in xml
    assert f"<xm:f>{CLIENTS}!${amount}$3&gt;0</xm:f>" in xml


def test_names_charts_and_formulas_elsewhere_read_the_same_cells(older):
    before, after = column(older.before, OWN_AMOUNT), column(older.after, OWN_AMOUNT)
    assert before != after
    assert texts_of(older.after.package)[OWN_NAME] == f"{CLIENTS}!${after}$3:${after}$500"
    assert f"SUM({CLIENTS}!{after}3:{after}9)+ROWS({CLIENTS}!{after}:{after})" in sheet(older.after, NOTES)
    for chart in ("xl/charts/chart71.xml", "xl/charts/chart72.xml"):
        old, new = (content.package.read(chart).decode() for content in (older.before, older.after))
        assert new == old.replace(f"${before}$", f"${after}$") != old


def test_drawings_and_notes_stay_over_their_cells(older):
    place = [content.places.tables["tblClients"].position[OWN_AMOUNT] for content in (older.before, older.after)]
    drawing = older.after.package.read("xl/drawings/drawing71.xml").decode()
    assert drawing.count(f"<xdr:from><xdr:col>{place[1] - 1}</xdr:col>") == 2
    assert f'ref="{letters(place[1])}3"' in older.after.package.read("xl/comments71.xml").decode()
    box = older.after.package.read("xl/drawings/vmlDrawing71.vml").decode()
    assert f"<x:Column>{place[1] - 1}</x:Column>" in box
    assert f"<x:Anchor>{place[1]}, 15, 1, 10, {place[1] + 2}, 15, 5, 4</x:Anchor>" in box


def test_parts_nobody_needs_to_change_are_the_same(older):
    for name in ("xl/theme/theme1.xml", "xl/media/image71.png", "xl/printerSettings/printerSettings71.bin",
                 "xl/drawings/drawing72.xml", "xl/vbaProject.bin", "customUI/customUI14.xml"):  # fmt: skip
        assert older.after.package.read(name) == older.before.package.read(name), name
    strings = older.before.package.read("xl/sharedStrings.xml").removesuffix(b"</sst>").partition(b"<si>")[2]
    assert strings in older.after.package.read("xl/sharedStrings.xml")


@pytest.mark.parametrize("which", ["current", "golden", "older"])
def test_a_second_upgrade_changes_nothing(which, request, upgrade_of):
    once = request.getfixturevalue(which).after
    twice = upgrade_of(once.data).after
    assert [name for name in once.package.names if once.package.read(name) != twice.package.read(name)] == []
    assert twice.package.names == once.package.names
