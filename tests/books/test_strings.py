"""Shared strings are found again, appended at the end and never renumbered."""

from osago_xl.books.strings import SharedStrings

PART = (
    b'<?xml version="1.0"?>\n<sst xmlns="m" count="9" uniqueCount="4"><si><t>one</t></si>'
    b'<si><r><t>ri</t></r><r><rPr/><t xml:space="preserve"> ch</t></r><rPh><t>x</t></rPh></si><si/>'
    b"<si><t>a&amp;b_x000D_</t></si></sst>"
)


def test_old_strings_are_found_and_new_ones_get_the_next_number():
    strings = SharedStrings(PART)
    assert [strings.number("one"), strings.number("new"), strings.number("new"), strings.number(" <")] == [0, 4, 4, 5]
    part = b"".join(strings.chunks())
    assert part.startswith(PART[: PART.index(b" count")])
    assert b'count="11" uniqueCount="6"' in part
    assert part.endswith(b'</si><si><t>new</t></si><si><t xml:space="preserve"> &lt;</t></si></sst>')


def test_rich_empty_and_escaped_strings_are_read():
    strings = SharedStrings(PART)
    assert [strings.text(n) for n in range(4)] == ["one", "ri ch", "", "a&b\r"]
    assert not strings.changed


def test_strings_no_longer_shown_are_blanked_in_their_places():
    strings = SharedStrings(PART)
    new = strings.number("new")
    strings.keep_only({1, 3, new})
    part = b"".join(strings.chunks())
    assert strings.changed and b"one" not in part
    again = SharedStrings(part)
    assert [again.text(n) for n in range(5)] == ["", "ri ch", "", "a&b\r", "new"]


def test_a_workbook_without_strings_gets_its_first():
    strings = SharedStrings(None)
    assert strings.number("a") == 0
    assert b"".join(strings.chunks()).endswith(b"<si><t>a</t></si></sst>")
    empty = SharedStrings(b'<sst xmlns="m" count="0" uniqueCount="0"/>')
    assert empty.number("a") == 0
    assert b"".join(empty.chunks()) == b'<sst xmlns="m" count="1" uniqueCount="1"><si><t>a</t></si></sst>'
