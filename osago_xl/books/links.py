"""Links of the cells of a form, put back where they are lost: Calc saves none for a cell that is empty that day."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

_LINKED = re.compile(rb'<hyperlink\s[^>]*?\bref="([A-Z]+[0-9]+)"')
_LINKS_END = re.compile(rb"</hyperlinks>|<hyperlinks\s*/>")
_AFTER_LINKS = re.compile(
    rb"<(?:printOptions|pageMargins|pageSetup|headerFooter|rowBreaks|colBreaks|drawing|legacyDrawing|tableParts|extLst)\b"
    rb"|</worksheet>"
)
"""What may stand after the links of a worksheet; the first of them marks where they belong."""


def with_links(tail: bytes, wanted: Mapping[str, str], tip: str) -> bytes:
    """What follows the cells of a sheet, with a link for each address → title of the sheet it leads to."""
    kept = {found.decode() for found in _LINKED.findall(tail)}
    lost = "".join(
        f'<hyperlink ref="{at}" location="{_quoted(title)}" tooltip="{escape(tip)}"/>'
        for at, title in wanted.items()
        if at not in kept
    ).encode()
    if not lost:
        return tail
    end = _LINKS_END.search(tail)
    if end:
        opened = b"" if end[0].startswith(b"</") else b"<hyperlinks>"
        return tail[: end.start()] + opened + lost + b"</hyperlinks>" + tail[end.end() :]
    place = _AFTER_LINKS.search(tail)
    at = place.start() if place else len(tail)
    return tail[:at] + b"<hyperlinks>" + lost + b"</hyperlinks>" + tail[at:]


def _quoted(title: str) -> str:
    doubled = title.replace("'", "''")
    return escape(f"'{doubled}'!A1", quote=False)
