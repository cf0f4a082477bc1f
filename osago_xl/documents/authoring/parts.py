"""The parts of a .docx that are the same in every template: styles, theme, settings, properties."""

from __future__ import annotations

from dataclasses import dataclass

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
ROOT = f'xmlns:w="{WORD}" xmlns:r="{OFFICE}"'


def twips(mm: float) -> int:
    """Millimetres in Word's unit, 1/1440 inch."""
    return round(mm * 1440 / 25.4)


INK, QUIET, HEAD_INK, HEAD, FRAME = "1F2A2E", "4A5960", "0B4A56", "E4EEF0", "7F8D94"
"""The ink and fills of the workbook (osago_xl/workbook/palette.py); the lowest contrast is 7.3 : 1."""


@dataclass(frozen=True)
class Style:
    """A paragraph style; `name` is what the agent sees in Word. Sizes in points."""

    id: str
    name: str
    size: float
    bold: bool = False
    align: str = "left"
    before: float = 0
    after: float = 0
    side: float = 0  # left and right indent, mm
    ink: str = INK
    keep: bool = False  # on the page of what follows
    line: float = 0  # exact height of a line; 0: as the letters need
    wide: float = 0  # added between letters

    @property
    def xml(self) -> str:
        exact = f' w:line="{self.line * 20:.0f}" w:lineRule="exact"' if self.line else ""
        spacing = f'<w:spacing w:before="{self.before * 20:.0f}" w:after="{self.after * 20:.0f}"{exact}/>'
        indent = f'<w:ind w:left="{twips(self.side)}" w:right="{twips(self.side)}"/>' if self.side else ""
        bold = "<w:b/>" if self.bold else ""
        keep = "<w:keepNext/>" if self.keep else ""
        wide = f'<w:spacing w:val="{self.wide * 20:.0f}"/>' if self.wide else ""
        return (
            f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{self.id}">'
            f'<w:name w:val="{self.name}"/><w:basedOn w:val="Normal"/><w:qFormat/>'
            f'<w:pPr>{keep}{spacing}{indent}<w:jc w:val="{self.align}"/></w:pPr>'
            f'<w:rPr>{bold}<w:color w:val="{self.ink}"/>{wide}<w:sz w:val="{self.size * 2:.0f}"/></w:rPr></w:style>'
        )


STYLES = (
    Style("Title", "ОСАГО Название", 14, bold=True, align="center", after=1, ink=HEAD_INK, keep=True),
    Style("Subtitle", "ОСАГО Подзаголовок", 9, align="center", after=2, ink=QUIET, keep=True),
    Style("Section", "ОСАГО Раздел", 10, bold=True, before=2.5, after=1, ink=HEAD_INK, keep=True),
    Style("Value", "ОСАГО Значение", 9),
    Style("Strong", "ОСАГО Значение жирное", 9, bold=True),
    Style("Number", "ОСАГО Крупно", 20, bold=True),
    Style("Label", "ОСАГО Надпись", 9, ink=QUIET),
    Style("Head", "ОСАГО Шапка", 7, bold=True, align="center", ink=HEAD_INK),
    Style("Caption", "ОСАГО Подпись", 6.5, ink=QUIET, line=7),
    Style("Under", "ОСАГО Подпись под чертой", 6.5, align="center", ink=QUIET),
    Style("Note", "ОСАГО Примечание", 7, before=1, after=1, ink=QUIET),
    Style("Letter", "ОСАГО Текст", 11, after=7),
    Style("Clause", "ОСАГО Пункт", 10, after=5),
    Style("Greeting", "ОСАГО Обращение", 11, bold=True, before=8, after=7),
    Style("Sender", "ОСАГО От кого", 14, bold=True, ink=HEAD_INK),
    Style("Address", "ОСАГО Адресат", 14),
    Style("Index", "ОСАГО Индекс", 14, wide=6),
    Style("Result", "ОСАГО Итог", 11, bold=True),
    Style("Total", "ОСАГО Всего", 9, bold=True),
    Style("Small", "ОСАГО Мелкий", 7),
    Style("Sticker", "ОСАГО Наклейка", 10, side=6),
    Style("Tiny", "ОСАГО Служебная", 2, line=1.5),
)

DEFAULT_TYPES = (
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="png" ContentType="image/png"/>'
    '<Override PartName="/docProps/core.xml" '
    'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    '<Override PartName="/word/theme/theme1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.theme+xml"/>'
    '<Override PartName="/docProps/app.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/>'
)
APP = (
    f'{HEADER}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>osago_xl</Application></Properties>"
)
CORE = (
    f'{HEADER}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title></cp:coreProperties>'
)
# Mode 15 keeps Word from opening the paper in "compatibility mode".
SETTINGS = (
    f'{HEADER}<w:settings {ROOT}><w:compat><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>'
)
STYLE_SHEET = (
    f"{HEADER}<w:styles {ROOT}><w:docDefaults><w:rPrDefault><w:rPr>"
    '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/>'
    '<w:sz w:val="18"/><w:szCs w:val="18"/><w:lang w:val="ru-RU"/></w:rPr></w:rPrDefault>'
    '<w:pPrDefault><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
    '</w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    f"</w:style>{''.join(style.xml for style in STYLES)}</w:styles>"
)
FOOTER = (
    f'{HEADER}<w:ftr {ROOT}><w:p><w:pPr><w:pStyle w:val="Under"/></w:pPr>'
    '<w:r><w:t xml:space="preserve">{text} · стр. </w:t></w:r>'
    '<w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:ftr>'
)


def _theme() -> str:
    """The least theme Word accepts; the forms themselves use none of it."""
    colours = "".join(f'<a:{name}><a:srgbClr val="{rgb}"/></a:{name}>' for name, rgb in THEME_COLOURS)
    font = '<a:latin typeface="Arial"/><a:ea typeface=""/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    return (
        f'{HEADER}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="ОСАГО">'
        f'<a:themeElements><a:clrScheme name="ОСАГО">{colours}</a:clrScheme><a:fontScheme name="ОСАГО">'
        f"<a:majorFont>{font}</a:majorFont><a:minorFont>{font}</a:minorFont></a:fontScheme>"
        f'<a:fmtScheme name="ОСАГО"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{f'<a:ln>{fill}</a:ln>' * 3}</a:lnStyleLst>"
        f"<a:effectStyleLst>{'<a:effectStyle><a:effectLst/></a:effectStyle>' * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )


THEME_COLOURS = (
    ("dk1", "000000"), ("lt1", "FFFFFF"), ("dk2", "1F497D"), ("lt2", "EEECE1"), ("accent1", "4F81BD"),
    ("accent2", "C0504D"), ("accent3", "9BBB59"), ("accent4", "8064A2"), ("accent5", "4BACC6"),
    ("accent6", "F79646"), ("hlink", "0000FF"), ("folHlink", "800080"),
)  # fmt: skip
THEME = _theme()
FONT_TABLE = f'{HEADER}<w:fonts {ROOT}><w:font w:name="Arial"><w:family w:val="swiss"/></w:font></w:fonts>'
