"""What Calc needs before it opens our book, and what it loses when it saves: put back from the original package.

Lost or changed by LibreOffice 7.4: table styles and calculated columns, code names of the workbook and the sheets,
the VBA project (written anew), veryHidden (becomes hidden), workbook protection, the theme, stopIfTrue of conditional
formats, tooltips of links, links of empty cells. On a form it now and then writes the formats of a column one row too
low (seen in the grid «Полисы» of Карточка below a conditional format): what the sheet shows is right, what the file
says is not.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from copy import deepcopy

from osago_xl.calc.formulas import with_full_names, with_short_names
from osago_xl.calc.package import LINKS, WORKBOOK, Element, Link, Package, tag
from osago_xl.calc.results import without_stale_results

VBA = "xl/vbaProject.bin"
VBA_LINK = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
VBA_TYPE = "application/vnd.ms-office.vbaProject"
THEME = "xl/theme/theme1.xml"
THEME_LINK = f"{LINKS}/theme"
THEME_TYPE = "application/vnd.openxmlformats-officedocument.theme+xml"
_AFTER_LINKS = frozenset(
    map(tag, ("printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks", "drawing",
              "legacyDrawing", "tableParts", "extLst"))
)  # fmt: skip
"""Elements of a worksheet that stand after its links."""

_CELL = re.compile(rb'<c r="([A-Z]+[0-9]+)" s="([0-9]+)"')
_EMPTY = re.compile(rb'<c r="([A-Z]+[0-9]+)" s="[0-9]+"\s*/>')
_FORMULA = re.compile(r"(<(?:f|formula[12]?|definedName|calculatedColumnFormula|totalsRowFormula)(?:\s[^>]*)?>)([^<]+)")


def for_calc(original: Package) -> Package:
    """A copy in which our functions have the name that Calc binds on load, without results that may be stale."""
    copy = _with_formulas(
        original,
        b"OSAGO_",
        lambda text: _FORMULA.sub(lambda found: found[1] + with_full_names(found[2]), text),
    )
    without_stale_results(copy, calculated_columns(original))
    return copy


def restored(saved: Package, original: Package | None, *, macros: bool) -> Package:
    """What Calc saved, as Excel and our VBA expect it; `original` is the package that was opened (None: a new book)."""
    result = _with_formulas(saved, b"OSAGO_", with_short_names, ignoring_case=True)
    if original is None:
        return result
    if macros and VBA in original.parts:
        result.attach(original, VBA, VBA_LINK, VBA_TYPE)
    if THEME in original.parts:
        result.attach(original, THEME, THEME_LINK, THEME_TYPE)
    _restore_workbook(result, original)
    _restore_tables(result, original)
    before = original.sheets()
    for name, part in result.sheets().items():
        if name in before:
            _restore_sheet(result, part, original, before[name])
    return result


def calculated_columns(package: Package) -> dict[str, dict[str, str]]:
    """Formula of every calculated column: table → header → formula in Excel's spelling."""
    return {
        table.get("displayName"): {
            column.get("name"): f"={column.findtext(tag('calculatedColumnFormula'))}"
            for column in table.iterfind(f"{tag('tableColumns')}/{tag('tableColumn')}")
            if column.find(tag("calculatedColumnFormula")) is not None
        }
        for _, table in package.tables()
    }


def _with_formulas(
    package: Package, mark: bytes, rewrite: Callable[[str], str], *, ignoring_case: bool = False
) -> Package:
    result = deepcopy(package)
    for part, data in package.parts.items():
        if not part.startswith(("xl/worksheets/sheet", "xl/tables/", WORKBOOK)):
            continue
        if mark in data or (ignoring_case and mark.lower() in data):
            result.parts[part] = rewrite(data.decode()).encode()
    return result


def _restore_workbook(result: Package, original: Package) -> None:
    now, before = result.xml(WORKBOOK), original.xml(WORKBOOK)
    properties, old = now.find(tag("workbookPr")), before.find(tag("workbookPr"))
    if old is not None and old.get("codeName"):
        properties.set("codeName", old.get("codeName"))
    protection = before.find(tag("workbookProtection"))
    if protection is not None:
        for outdated in now.findall(tag("workbookProtection")):
            now.remove(outdated)
        properties.addnext(deepcopy(protection))
    sheets = f"{tag('sheets')}/{tag('sheet')}"
    deep = {sheet.get("name") for sheet in before.iterfind(sheets) if sheet.get("state") == "veryHidden"}
    for sheet in now.iterfind(sheets):
        if sheet.get("name") in deep and sheet.get("state") == "hidden":
            sheet.set("state", "veryHidden")
    result.put(WORKBOOK, now)


def _restore_tables(result: Package, original: Package) -> None:
    before = {table.get("displayName"): table for _, table in original.tables()}
    for part, now in result.tables():
        old = before.get(now.get("displayName"))
        if old is None:
            continue
        style = old.find(tag("tableStyleInfo"))
        if style is not None:
            for outdated in now.findall(tag("tableStyleInfo")):
                now.remove(outdated)
            now.append(deepcopy(style))
        _restore_columns(now, old)
        result.put(part, now)


def _restore_columns(now: Element, old: Element) -> None:
    columns = f"{tag('tableColumns')}/{tag('tableColumn')}"
    before = {column.get("name"): column for column in old.iterfind(columns)}
    for column in now.iterfind(columns):
        source = before.get(column.get("name"))
        formula = None if source is None else source.find(tag("calculatedColumnFormula"))
        if formula is not None and column.find(tag("calculatedColumnFormula")) is None:
            column.insert(0, deepcopy(formula))


def _restore_sheet(result: Package, part: str, original: Package, old_part: str) -> None:
    now, before = result.xml(part), original.xml(old_part)
    _restore_code_name(now, before)
    stopping = {_rule(rule) for rule in before.iter(tag("cfRule")) if rule.get("stopIfTrue") in ("1", "true")}
    for rule in now.iter(tag("cfRule")):
        if _rule(rule) in stopping:
            rule.set("stopIfTrue", "1")
    tooltips = _tooltips(before, original, old_part)
    links = result.links(part)
    for link in now.iter(tag("hyperlink")):
        place = _destination(link, links)
        text = tooltips.get((link.get("ref"), place)) or tooltips.get(("", place))
        if text and not link.get("tooltip"):
            link.set("tooltip", text)
    is_form = before.find(tag("tableParts")) is None
    if is_form:
        _restore_links(now, before)
    result.put(part, now)
    if is_form:
        result.parts[part] = _with_looks(result.parts[part], original.parts[old_part])


def _restore_code_name(now: Element, before: Element) -> None:
    old = before.find(tag("sheetPr"))
    if old is None or not old.get("codeName"):
        return
    properties = now.find(tag("sheetPr"))
    if properties is None:
        properties = now.makeelement(tag("sheetPr"))
        now.insert(0, properties)
    properties.set("codeName", old.get("codeName"))


def _restore_links(now: Element, before: Element) -> None:
    """Links of empty cells to places of the workbook: Calc drops them. Only of a form, whose cells do not move."""
    kept = {link.get("ref") for link in now.iter(tag("hyperlink"))}
    lost = [link for link in before.iter(tag("hyperlink")) if link.get("location") and link.get("ref") not in kept]
    links = now.find(tag("hyperlinks"))
    if lost and links is None:
        links = now.makeelement(tag("hyperlinks"))
        following = next((each for each in now if each.tag in _AFTER_LINKS), None)
        now.insert(len(now) if following is None else now.index(following), links)
    for link in lost:
        links.append(deepcopy(link))


def _with_looks(now: bytes, before: bytes) -> bytes:
    """Cells of a form that had one format have one again: the one that Calc gave to most of them.

    An empty cell that was not there at all goes. Formats are numbered anew by Calc; no command formats a form, and its
    rows never move.
    """
    old = dict(_CELL.findall(before))
    now = _EMPTY.sub(lambda cell: cell.group() if cell[1] in old else b"", now)
    votes: dict[bytes, Counter[bytes]] = defaultdict(Counter)
    for at, style in _CELL.findall(now):
        votes[old.get(at, b"")][style] += 1
    wanted = {was: found.most_common(1)[0][0] for was, found in votes.items() if was}

    def dressed(cell: re.Match[bytes]) -> bytes:
        style = wanted.get(old.get(cell[1], b""), cell[2])
        return b'<c r="%b" s="%b"' % (cell[1], style)

    return _CELL.sub(dressed, now)


def _rule(rule: Element) -> tuple[object, ...]:
    """What a conditional format says; Calc numbers the rules anew and joins or splits their ranges."""
    formulas = tuple("".join(formula.text.split()) for formula in rule.iter(tag("formula")) if formula.text)
    return rule.get("type"), rule.get("operator"), formulas


def _tooltips(sheet: Element, package: Package, part: str) -> dict[tuple[str, str], str]:
    """Tooltip by (cell, destination), and by destination alone for cells that have moved."""
    found: dict[tuple[str, str], str] = {}
    links = package.links(part)
    for link in sheet.iter(tag("hyperlink")):
        if link.get("tooltip"):
            place = _destination(link, links)
            found[link.get("ref"), place] = link.get("tooltip")
            found.setdefault(("", place), link.get("tooltip"))
    return found


def _destination(link: Element, links: Mapping[str, Link]) -> str:
    """Where a link leads, in one spelling: Calc adds or drops a leading #, $ and quotes."""
    target = links.get(link.get(f"{{{LINKS}}}id"))
    place = f"{target.part if target else ''}#{link.get('location') or ''}"
    return re.sub(r"^#+|[$']", "", place)
