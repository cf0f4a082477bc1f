"""The .docx around a body: styles, page, footer, pictures. Small, fixed dates, same bytes every time."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from osago_xl.documents.authoring.parts import (
    APP,
    CORE,
    DEFAULT_TYPES,
    FONT_TABLE,
    FOOTER,
    HEADER,
    OFFICE,
    PACKAGE,
    ROOT,
    SETTINGS,
    STYLE_SHEET,
    THEME,
    twips,
)

EPOCH = (2026, 1, 1, 0, 0, 0)
UNIX = 3  # the system an entry says it was made on


@dataclass(frozen=True)
class Page:
    """Paper and margins, mm."""

    width: float = 210
    height: float = 297
    left: float = 14
    right: float = 12
    top: float = 14
    bottom: float = 12

    @property
    def xml(self) -> str:
        turned = ' w:orient="landscape"' if self.width > self.height else ""
        return (
            "<w:sectPr>{footer}"
            f'<w:pgSz w:w="{twips(self.width)}" w:h="{twips(self.height)}"{turned}/>'
            f'<w:pgMar w:top="{twips(self.top)}" w:right="{twips(self.right)}" w:bottom="{twips(self.bottom)}" '
            f'w:left="{twips(self.left)}" w:header="0" w:footer="{twips(4)}" w:gutter="0"/></w:sectPr>'
        )


FULL = Page(top=7, bottom=8)
"""For a form that shall go on one page."""


@dataclass(frozen=True)
class Form:
    """A template to be written: body elements, page, the small print of the footer, pictures by field."""

    title: str
    body: tuple[str, ...]
    page: Page = field(default_factory=Page)
    footer: str = ""
    pictures: dict[str, bytes] = field(default_factory=dict)

    def docx(self) -> bytes:
        """The bytes of the .docx."""
        archive = BytesIO()
        with ZipFile(archive, "w", ZIP_DEFLATED) as target:
            for name, data in self._parts().items():
                entry = ZipInfo(name, EPOCH)
                entry.compress_type, entry.create_system = ZIP_DEFLATED, UNIX  # the same bytes wherever they are made
                target.writestr(entry, data)
        return archive.getvalue()

    def _parts(self) -> dict[str, str | bytes]:
        reference = '<w:footerReference w:type="default" r:id="rIdFooter"/>' if self.footer else ""
        section = self.page.xml.format(footer=reference)
        body = "".join(self.body)
        parts: dict[str, str | bytes] = {
            "[Content_Types].xml": self._content_types(),
            "_rels/.rels": _relations(
                ("rId1", "officeDocument", "word/document.xml"),
                ("rId2", "extended-properties", "docProps/app.xml"),
                ("rId3", "metadata/core-properties", "docProps/core.xml"),
            ),
            "docProps/app.xml": APP,
            "docProps/core.xml": CORE.format(title=escape(self.title)),
            "word/_rels/document.xml.rels": self._document_relations(),
            "word/document.xml": f"{HEADER}<w:document {ROOT}><w:body>{body}{section}</w:body></w:document>",
            "word/fontTable.xml": FONT_TABLE,
            "word/settings.xml": SETTINGS,
            "word/styles.xml": STYLE_SHEET,
            "word/theme/theme1.xml": THEME,
        }
        if self.footer:
            parts["word/footer1.xml"] = FOOTER.format(text=escape(self.footer))
        return parts | {f"word/media/{name}.png": data for name, data in self.pictures.items()}

    def _document_relations(self) -> str:
        relations = [
            ("rIdStyles", "styles", "styles.xml"),
            ("rIdSettings", "settings", "settings.xml"),
            ("rIdFonts", "fontTable", "fontTable.xml"),
            ("rIdTheme", "theme", "theme/theme1.xml"),
        ]
        if self.footer:
            relations.append(("rIdFooter", "footer", "footer1.xml"))
        relations += [(f"rId_{name}", "image", f"media/{name}.png") for name in self.pictures]
        return _relations(*relations)

    def _content_types(self) -> str:
        kinds = {"document": "document.main", "fontTable": "fontTable", "settings": "settings", "styles": "styles"}
        if self.footer:
            kinds["footer1"] = "footer"
        overrides = "".join(
            f'<Override PartName="/word/{part}.xml" ContentType='
            f'"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"/>'
            for part, kind in kinds.items()
        )
        return f'{HEADER}<Types xmlns="{PACKAGE}/content-types">{DEFAULT_TYPES}{overrides}</Types>'


def _relations(*items: tuple[str, str, str]) -> str:
    rows = "".join(
        f'<Relationship Id="{key}" Type="{_relation_type(kind)}" Target="{target}"/>' for key, kind, target in items
    )
    return f'{HEADER}<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'


def _relation_type(kind: str) -> str:
    return f"{PACKAGE}/relationships/{kind}" if "/" in kind else f"{OFFICE}/{kind}"
