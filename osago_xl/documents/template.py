"""A Word template compiled once and printed many times.

docxtpl prepares the XML (tags split by Word into runs, `{%tr %}` rows) and is then out of the way: the
patched parts become Jinja templates, all other parts stay a ready archive to which a document only
appends. That is some thirty times faster than opening the template for every document.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Template, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree

from osago_xl.documents import variables
from osago_xl.documents.printed import FILTERS, printer
from osago_xl.errors import DocumentError

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

TEXT_PARTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
EPOCH = (1980, 1, 1, 0, 0, 0)  # fixed dates in the archive: the same data give the same bytes
NAMESPACES = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
}
EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"


class CompiledTemplate:
    """One .docx made ready: `paths` are its variables, `render(context)` gives the bytes of a document.

    Templates are sandboxed: an agent may have got his from anywhere. `empty` is printed for empty values.
    """

    def __init__(self, source: bytes, name: str, empty: str = "") -> None:
        self.name = name
        self.paths: set[str] = set()
        self._environment = _environment(empty)
        self._texts: dict[str, Template] = {}
        parts = _unzip(source, name)
        self.pictures = _pictures(parts, name)
        for part in filter(TEXT_PARTS.fullmatch, parts):
            self._compile(part, parts[part])
        changing = {*self._texts, *self.pictures.values()}
        self._ready = _zip({part: data for part, data in parts.items() if part not in changing})

    def _compile(self, part: str, data: bytes) -> None:
        xml = etree.tostring(_strictly(data, self.name), encoding="unicode")
        patched = DocxTemplate(None).patch_xml(xml)
        try:
            tree = self._environment.parse(patched)
            self._texts[part] = self._environment.from_string(tree)
        except TemplateError as error:
            raise DocumentError(f"Шаблон «{self.name}»: ошибка в метке: {error}. Исправьте её в Word.") from error
        self.paths |= variables.used(tree)

    def check(self, context: type) -> None:
        """Refuse the template when it names what the context class does not have."""
        wrong = variables.unknown(self.paths, context) | (set(self.pictures) - variables.pictures(context))
        if wrong:
            raise DocumentError(
                f"Шаблон «{self.name}»: неизвестные переменные: {', '.join(sorted(wrong))}. "
                "Сверьте их со списком полей этого документа."
            )

    def render(self, context: DataclassInstance) -> bytes:
        """The bytes of the finished .docx."""
        values = {field.name: getattr(context, field.name) for field in dataclasses.fields(context)}
        archive = BytesIO()
        archive.write(self._ready)
        with ZipFile(archive, "a", ZIP_DEFLATED) as target:
            for part, data in self._changed(values):
                target.writestr(_entry(part), data)
        return archive.getvalue()

    def _changed(self, values: dict[str, object]) -> Iterator[tuple[str, bytes]]:
        for part, template in self._texts.items():
            try:
                data = template.render(values).encode()
            except TemplateError as error:
                raise DocumentError(f"Шаблон «{self.name}» не заполнен: {error}.") from error
            _strictly(data, self.name)
            yield part, data
        for field, part in self.pictures.items():
            picture = values[field]
            assert isinstance(picture, bytes)
            yield part, picture


def _environment(empty: str) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined, finalize=printer(empty))
    environment.filters.update(FILTERS)
    return environment


def _unzip(source: bytes, name: str) -> dict[str, bytes]:
    try:
        with ZipFile(BytesIO(source)) as archive:
            parts = {entry: archive.read(entry) for entry in archive.namelist()}
    except (BadZipFile, EOFError) as error:
        raise DocumentError(f"Шаблон «{name}» повреждён или это не файл Word (.docx).") from error
    if "word/document.xml" not in parts:
        raise DocumentError(f"Шаблон «{name}»: это не документ Word (.docx).")
    return parts


def _zip(parts: dict[str, bytes]) -> bytes:
    archive = BytesIO()
    with ZipFile(archive, "w", ZIP_DEFLATED) as target:
        for part, data in parts.items():
            target.writestr(_entry(part), data)
    return archive.getvalue()


def _entry(part: str) -> ZipInfo:
    entry = ZipInfo(part, EPOCH)
    entry.compress_type = ZIP_DEFLATED
    return entry


def _strictly(data: bytes, name: str) -> etree._Element:
    """Parse without recovery: broken XML must be an error, not a shorter document."""
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise DocumentError(f"Шаблон «{name}»: получился неверный файл Word ({error}).") from error
    if root.getroottree().docinfo.doctype:  # Word never writes one; entities could read the agent's files
        raise DocumentError(f"Шаблон «{name}»: посторонние объявления в файле, это не работа Word.")
    return root


def _pictures(parts: dict[str, bytes], name: str) -> dict[str, str]:
    """Field → media part of each placeholder picture; the field's name is the alternative text in Word."""
    relations = parts.get("word/_rels/document.xml.rels")
    if relations is None:
        return {}
    targets = {item.get("Id"): item.get("Target") for item in _strictly(relations, name)}
    body = _strictly(parts["word/document.xml"], name)
    found = {}
    for drawing in body.iterfind(".//wp:inline", NAMESPACES):
        field = drawing.find("wp:docPr", NAMESPACES).get("descr")
        blip = drawing.find(".//a:blip", NAMESPACES)
        if field and blip is not None:
            found[field] = f"word/{targets[blip.get(EMBED)]}"
    return found
