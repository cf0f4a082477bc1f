"""An index says what its sheet says, is noticed when it does not, and costs only what is touched."""

import random

import pytest
from test_package import packed

from osago_xl.books import columns
from osago_xl.books.columns import PAGE
from osago_xl.books.package import Package
from osago_xl.books.paged_rows import pages_of
from osago_xl.books.sheet_index import part_of_index
from osago_xl.books.sheet_parts import open_sheet, pages_in, write_sheet
from osago_xl.books.sheet_xml import RowXml, SheetXml, cells_of

PART = "xl/worksheets/sheet1.xml"
TYPES = '<Types><Default Extension="xml" ContentType="application/xml"/></Types>'
ROWS = 5 * PAGE


def row_text(number):
    return f'<row r="{number}"><c r="A{number}" s="3"><v>{number}</v></c><c r="C{number}" t="str"><v>да</v></c></row>'


def sheet_xml(numbers):
    return f"<worksheet><sheetData>{''.join(map(row_text, numbers))}</sheetData><tail/></worksheet>".encode()


@pytest.fixture
def package():
    """A package whose only sheet was written with an index."""
    numbers = [*range(1, 300), *range(310, ROWS + 1)]
    made = Package(packed(**{"[Content_Types].xml": TYPES.encode(), PART: sheet_xml(numbers)}))
    write_sheet(made, PART, open_sheet(made, PART))
    return Package(made.to_bytes())


def assert_true(package):
    """The index names all rows and cells of the sheet and nothing else."""
    rows = {number: cells_of(text, number) for number, text in SheetXml(package.read(PART)).rows.items()}
    pages = [page for page in pages_in(package, PART) if page.numbers]
    assert [number for page in pages for number in page.numbers] == sorted(rows)
    for page in pages:
        for letter in {letter for number in page.numbers for letter in rows[number]} | {b"ZZ"}:
            assert list(page.column(letter)) == [rows[number].get(letter) for number in page.numbers]


def test_an_index_says_what_the_sheet_says(package):
    assert_true(package)
    assert b'Extension="pages"' in package.read("[Content_Types].xml")


def test_a_small_sheet_has_none():
    made = Package(packed(**{"[Content_Types].xml": TYPES.encode(), PART: sheet_xml(range(1, 9))}))
    write_sheet(made, PART, open_sheet(made, PART))
    assert part_of_index(PART) not in made and made.read(PART) == sheet_xml(range(1, 9))


def test_a_sheet_without_an_index_is_opened_the_long_way(package):
    package.remove(part_of_index(PART))
    assert pages_in(package, PART) is None
    assert dict(open_sheet(package, PART).rows) == dict(SheetXml(package.read(PART)).rows)


@pytest.mark.parametrize("at", [0, 7, 8, 39, 41, 60, -1])
def test_a_torn_index_is_not_believed(package, at):
    data = bytearray(package.read(part_of_index(PART)))
    data[at] ^= 1
    package.write(part_of_index(PART), [bytes(data)])
    assert pages_in(package, PART) is None


def test_an_index_cut_short_is_not_believed(package):
    package.write(part_of_index(PART), [package.read(part_of_index(PART))[:30]])
    assert pages_in(package, PART) is None


def test_an_index_of_another_sheet_is_not_believed(package):
    index = package.read(part_of_index(PART))
    package.write(PART, [package.read(PART).replace("да".encode(), "нет".encode(), 1)])
    assert part_of_index(PART) not in package, "it goes with the sheet it speaks of"
    package.write(part_of_index(PART), [index])
    assert pages_in(package, PART) is None


def test_only_touched_pages_are_packed_anew(package):
    sheet = open_sheet(package, PART)
    sheet.row(PAGE + 40).put(5, PAGE + 40, "><v>1</v></c>")
    before, after = pages_in(package, PART), pages_of(sheet)
    assert [n for n, (old, new) in enumerate(zip(before, after, strict=True)) if old.text != new.text] == [3]


@pytest.mark.parametrize("seed", range(8))
def test_random_changes_are_those_of_the_long_way(package, seed):
    """Rows changed, removed and added: after each writing the same text as without pages, and a true index."""
    chance, plain = random.Random(seed), SheetXml(package.read(PART))
    for _ in range(6):
        paged = open_sheet(package, PART)
        for sheet, draw in ((paged, random.Random(seed)), (plain, random.Random(seed))):
            _change(sheet, draw)
        seed = chance.random()
        write_sheet(package, PART, paged)
        assert package.read(PART) == b"".join(plain.chunks())
        assert_true(package)
        package = Package(package.to_bytes())


def _change(sheet, draw):
    for _ in range(draw.randrange(1, 5)):
        number = draw.choice(sorted(sheet.rows))
        match draw.choice(["cell", "row", "remove", "append"]):
            case "cell":
                sheet.row(number).put(draw.randrange(1, 9), number, "><v>7</v></c>")
            case "row":
                sheet.rows[number] = RowXml(b'r="%d"' % number, {})
            case "remove":
                del sheet.rows[number]
            case "append":
                for new in range(max(sheet.rows) + 1, max(sheet.rows) + draw.choice([2, 2 * PAGE])):
                    sheet.rows[new] = row_text(new)[len("<row ") :].encode()
    sheet.tail += b"<!-- %d -->" % draw.randrange(9)


@pytest.mark.parametrize(
    "pieces",
    [
        [None],
        [None] * PAGE,
        [b"/>"] * 3,
        [b"><v>1</v></c>", None, b"/>"],
        [b"><v>%d</v></c>" % n for n in range(PAGE)],
        [None if n % 3 else b"><v>%d</v></c>" % (n // 7) for n in range(PAGE)],
        ["><v>имя\nв две строки</v></c>".encode(), b"><v></v></c>", b">"],
    ],
)
def test_columns_come_back_as_they_were(pieces):
    assert list(columns.unpacked(columns.packed(pieces), len(pieces))) == pieces
