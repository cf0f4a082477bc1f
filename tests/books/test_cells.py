"""A cell shows the same whatever way a program has stored it."""

from datetime import datetime, time

import pytest

from osago_xl.books.cells import Cells, ErrorText
from osago_xl.books.package import DamagedFile, Package
from osago_xl.books.strings import SharedStrings

STRINGS = b'<sst count="2" uniqueCount="2"><si><t>one</t></si><si><r><t>a &amp;</t></r><r><t> b</t></r></si></sst>'


@pytest.fixture
def cells():
    return Cells(SharedStrings(STRINGS), frozenset({"7"}))


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (' s="1" t="s"><v>0</v></c>', "one"),
        (' t="s"><v>1</v></c>', "a & b"),
        (' t="inlineStr"><is><r><t>a</t></r><r><t xml:space="preserve"> &lt;b</t></r></is></c></row>', "a <b"),
        (' t="str"><f>IF(A1="","&lt;","")</f><v>a &amp; _x000D_b</v></c>', "a & \rb"),
        (' t="str"><f>A1</f><v xml:space="preserve"> a </v></c>', " a "),
        (' t="str"><f>A1</f><v></v></c>', None),
        (' t="e"><f>1/0</f><v>#DIV/0!</v></c>', "#DIV/0!"),
        (' t="b"><v>1</v></c>', True),
        (' t="b"><v>0</v></c>', False),
        ("><v>1.5E3</v></c>", 1500.0),
        (' s="1"><f>1</f><v>46290</v></c>', 46290.0),
        (' s="7"><v>46290</v></c>', datetime(2026, 9, 25)),
        (' s="7"><f>NOW()</f><v>46290.5</v></c>', datetime(2026, 9, 25, 12)),
        (' s="7"><v>0.5</v></c>', time(12)),
        (' s="7"><v>1</v></c>', datetime(1900, 1, 1)),
        (' s="7"><v>61</v></c>', datetime(1900, 3, 1)),
        (' s="7"><v>-3</v></c>', -3.0),
        (' s="7"/>', None),
        ("></c>", None),
    ],
)
def test_what_a_cell_shows(cells, cell, shown):
    assert cells.value(cell.encode()) == shown
    assert cells.value(cell.encode()) == shown  # the second time what the first has learnt is used


def test_an_error_is_told_from_a_text_that_looks_like_one(cells):
    assert isinstance(cells.value(b' t="e"><v>#N/A</v></c>'), ErrorText)
    assert not isinstance(cells.value(b' t="str"><v>#N/A</v></c>'), ErrorText)


@pytest.mark.parametrize(
    "cell", [' t="s"><v>2</v></c>', ' t="s"><v>-1</v></c>', ' t="s"><v>x</v></c>', "><v>nan</v></c>"]
)
def test_damage_is_no_value(cells, cell):
    with pytest.raises(DamagedFile):
        cells.value(cell.encode())


def test_formats_of_dates_are_known_by_their_letters(file):
    styles = (
        '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts>'
        '<numFmt numFmtId="164" formatCode="[$-419]d mmm;@"/>'
        '<numFmt numFmtId="165" formatCode="0 &quot;dm&quot;"/>'
        '<numFmt numFmtId="166" formatCode="[Red]#,##0\\ &quot;d&quot;"/></numFmts><cellXfs>'
        '<xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/><xf numFmtId="165"/><xf numFmtId="166"/>'
        "</cellXfs></styleSheet>"
    )
    package = Package(file.read_bytes())
    package.write("xl/styles.xml", [styles.encode()])
    cells = Cells.of(package)
    dated = [isinstance(cells.value(b' s="%d"><v>46290</v></c>' % n), datetime) for n in range(5)]
    assert dated == [False, True, True, False, False]
