"""The text and table structure of a document as plain lines, read by python-docx: what the golden files hold.

Run as a script to write the golden files anew; look at the difference before committing it.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from document_samples import SAMPLES
from docx import Document
from docx.table import Table

from osago_xl.documents.render import render_bytes

GOLDEN = Path(__file__).parent / "golden"


def dump(data: bytes) -> str:
    """Paragraphs as they are; rows as `| cell | cell |`, a cell over several columns once."""
    return "\n".join(_lines(data)) + "\n"


def _lines(data: bytes) -> Iterator[str]:
    document = Document(BytesIO(data))
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            yield f"[table {len(block.columns)} columns]"
            yield from (_row(row) for row in block.rows)
        elif block.text:
            yield block.text
    for section in document.sections:
        yield f"[page {section.page_width.mm:.0f} x {section.page_height.mm:.0f} mm]"
        yield from (f"[footer] {paragraph.text}" for paragraph in section.footer.paragraphs)


def _row(row) -> str:
    cells = dict.fromkeys(cell._tc for cell in row.cells)
    texts = (" / ".join(text for text in _texts(cell) if text) for cell in cells)
    return "| " + " | ".join(texts) + " |"


def _texts(cell) -> Iterator[str]:
    for paragraph in cell.p_lst:
        yield paragraph.text.replace("\n", " ⏎ ")


if __name__ == "__main__":
    for template_id, context in SAMPLES.items():
        GOLDEN.joinpath(f"{template_id}.txt").write_text(dump(render_bytes(template_id, context)), "utf-8")
