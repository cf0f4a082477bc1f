"""Letters of one template in one .docx, each on a page of its own: what is printed in one go."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree

from osago_xl.errors import DocumentError

DOCUMENT = "word/document.xml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PARSER = etree.XMLParser(resolve_entities=False, no_network=True)


def join(documents: Sequence[bytes]) -> bytes:
    """The documents one after another, a section each.

    They must differ in their text only: DocumentError when one has pictures or headers of its own.
    """
    first = _parts(documents[0])
    root = etree.fromstring(first[DOCUMENT], PARSER)
    body = root.find(f"{W}body")
    for document in documents[1:]:
        parts = _parts(document)
        if {**parts, DOCUMENT: b""} != {**first, DOCUMENT: b""}:
            raise DocumentError(
                "У писем разные картинки или колонтитулы: соберите их в один PDF или печатайте файлами."
            )
        _end_section(body)
        body.extend(etree.fromstring(parts[DOCUMENT], PARSER).find(f"{W}body"))
    return _zipped(first | {DOCUMENT: etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)})


def _end_section(body: etree._Element) -> None:
    """Move the closing section properties into the last paragraph: there they end a section with its page."""
    section = body[-1]
    if section.tag != f"{W}sectPr":
        raise DocumentError("В шаблоне письма нет полей страницы. Сохраните шаблон в Word ещё раз.")
    body.remove(section)
    paragraph = body[-1] if len(body) and body[-1].tag == f"{W}p" else etree.SubElement(body, f"{W}p")
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        paragraph.insert(0, properties)
    properties.append(deepcopy(section))


def _parts(document: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(document)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _zipped(parts: dict[str, bytes]) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return target.getvalue()
