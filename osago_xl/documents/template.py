"""A Word template compiled once and printed many times.

docxtpl prepares the XML (tags split by Word into runs, `{%tr %}` rows) and is then out of the way: the
patched parts become Jinja templates, all other parts stay a ready archive to which a document only
appends. That is some thirty times faster than opening the template for every document.
"""

from __future__ import annotations

import dataclasses
import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Template, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree

from osago_xl.documents import harmless, variables
from osago_xl.documents.printed import FILTERS, printer
from osago_xl.errors import DocumentError

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

TEXT_PARTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
TAG = re.compile(r"\{[{%#]|\{(?:<[^>]*>)+[{%#]")  # Word may have split the two characters into runs
EPOCH = (1980, 1, 1, 0, 0, 0)  # fixed dates in the archive: the same data give the same bytes
NAMESPACES = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
}
LARGEST = 64 * 2**20  # bytes unpacked: a template, not a bomb
# What an expression of a foreign template can do wrong at run time.
MISTAKES = (TemplateError, TypeError, ValueError, ArithmeticError, LookupError)
PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
DRAWINGS = tuple(f"{{{NAMESPACES['wp']}}}{kind}" for kind in ("inline", "anchor"))
EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"


class CompiledTemplate:
    """One .docx made ready for a context class; `paths` are its variables, `pictures` its picture fields.

    `empty` is printed for empty values. Templates are sandboxed: an agent may have got his from anywhere.
    Raises DocumentError for a damaged file, a wrong tag or a variable that the context does not have.
    """

    def __init__(self, source: bytes, name: str, context: type, empty: str = "") -> None:
        self.name = name
        self.paths: set[str] = set()
        self._environment = _environment(empty)
        self._texts: dict[str, Template] = {}
        parts = _unzip(source, name)
        self.pictures = _pictures(parts, name, variables.pictures(context))
        for part in filter(TEXT_PARTS.fullmatch, parts):
            self._compile(part, parts[part])
        changing = {*self._texts, *self.pictures.values()}
        self._ready = _zip({part: data for part, data in parts.items() if part not in changing})
        self._check(context)

    def _compile(self, part: str, data: bytes) -> None:
        xml = etree.tostring(_strictly(data, self.name), encoding="unicode")
        if not TAG.search(xml):
            return
        patched = DocxTemplate(None).patch_xml(xml)
        try:
            tree = self._environment.parse(patched)
            if excess := harmless.too_much(tree):
                raise DocumentError(f"Шаблон «{self.name}»: {excess} в шаблоне не поддерживается. Уберите это в Word.")
            self._texts[part] = self._environment.from_string(tree)
        except (TemplateError, RecursionError) as error:
            raise DocumentError(f"Шаблон «{self.name}»: ошибка в метке: {error}. Исправьте её в Word.") from error
        self.paths |= variables.used(tree)

    def _check(self, context: type) -> None:
        wrong = variables.unknown(self.paths, context)
        if wrong:
            known = ", ".join(sorted(variables.offered(context)))
            raise DocumentError(
                f"Шаблон «{self.name}»: неизвестные переменные: {', '.join(sorted(wrong))}. Можно: {known}."
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
            except MISTAKES as error:
                raise DocumentError(f"Шаблон «{self.name}» не заполнен: {error}.") from error
            _strictly(data, self.name)
            yield part, data
        for field, part in self.pictures.items():
            picture = values[field]
            if not isinstance(picture, bytes) or not picture:
                raise DocumentError(f"Шаблон «{self.name}» не заполнен: нет картинки «{field}».")
            yield part, picture


def _environment(empty: str) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined, finalize=printer(empty))
    environment.filters = {name: environment.filters[name] for name in harmless.FILTERS} | FILTERS
    return environment


def _unzip(source: bytes, name: str) -> dict[str, bytes]:
    try:
        with ZipFile(BytesIO(source)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > LARGEST:
                raise DocumentError(f"Шаблон «{name}» слишком велик. Уменьшите картинки в нём.")
            parts = {entry: archive.read(entry) for entry in archive.namelist()}
    except (BadZipFile, EOFError, RuntimeError, ValueError, zlib.error) as error:  # RuntimeError: encrypted entry
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
        root = etree.fromstring(data, PARSER)
    except etree.XMLSyntaxError as error:
        raise DocumentError(f"Шаблон «{name}»: получился неверный файл Word ({error}).") from error
    if root.getroottree().docinfo.doctype:  # Word never writes one; entities could read the agent's files
        raise DocumentError(f"Шаблон «{name}»: посторонние объявления в файле, это не работа Word.")
    return root


def _pictures(parts: dict[str, bytes], name: str, fields: frozenset[str]) -> dict[str, str]:
    """Field → media part of each placeholder picture; the field's name is the alternative text in Word.

    Other pictures (a logo) stay as they are.
    """
    relations = parts.get("word/_rels/document.xml.rels")
    if relations is None or not fields:
        return {}
    targets = {item.get("Id"): item.get("Target") for item in _strictly(relations, name)}
    found = {}
    for drawing in _strictly(parts["word/document.xml"], name).iter(*DRAWINGS):
        field = drawing.find("wp:docPr", NAMESPACES).get("descr")
        blip = drawing.find(".//a:blip", NAMESPACES)
        if field in fields and blip is not None:
            found[field] = f"word/{targets[blip.get(EMBED)]}"
    return found
