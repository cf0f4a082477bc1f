"""Which stored results of formulas Calc may take over when it loads a workbook, and which it computes anew.

Whoever has written the file, Excel, Calc or a command on the closed file, has left the right results in the columns
of our tables. Taken over, they spare minutes: Calc compares keys as text, half a microsecond each, and every policy,
contact and payment looks up its client among 5 000. Forms, counters and whatever the agent has added are computed: a
command on the closed file knows nothing of his formulas.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from xml.sax.saxutils import unescape

from osago_xl.calc.package import Package
from osago_xl.schema.workbook import WORKBOOK

_RESULT = re.compile(r"<f(?P<marks>(?:\s[^>/]*)?)(?:/>|>(?P<formula>[^<]*)</f>)(?P<result><v>[^<]*</v>)")
_SHARED = re.compile(r'\bsi="(\d+)"')


def without_stale_results(package: Package, calculated: dict[str, dict[str, str]]) -> None:
    """Take away all stored results but those of our columns; `calculated`: table → header → its formula."""
    trusted = {
        formula.removeprefix("=")
        for name, columns in calculated.items()
        for header, formula in columns.items()
        if name in WORKBOOK.tables and header in WORKBOOK.tables[name].by_header
    }
    for part in package.sheets().values():
        if b"<f" in package.parts[part]:
            package.parts[part] = _of_sheet(package.parts[part].decode(), trusted).encode()


def _of_sheet(markup: str, trusted: Collection[str]) -> str:
    shared: set[str] = set()

    def one(cell: re.Match[str]) -> str:
        group = _SHARED.search(cell["marks"])
        if cell["formula"] and unescape(cell["formula"], {"&quot;": '"'}) in trusted:
            shared.update(group.groups() if group else ())
            return cell.group()
        if not cell["formula"] and group and group[1] in shared:
            return cell.group()
        return cell.group().removesuffix(cell["result"])

    return _RESULT.sub(one, markup)
