"""Filling templates: hostile data, empty fields, many drivers, files, batches."""

from __future__ import annotations

import errno
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from document_dump import dump
from document_parties import application
from document_samples import SAMPLES, own_template
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openxml_audit import OpenXmlValidator

from osago_xl.documents.contexts.common import Party
from osago_xl.documents.printed import clean
from osago_xl.documents.render import render, render_bytes
from osago_xl.errors import DocumentError, InputError

HOSTILE = (
    "ООО «Ромашка» & <Ко>",
    "{{ insurer }} {% if x %}",
    "{_{ не метка }_}",
    "\"двойные\" и 'одинарные'",
    "]]> <!-- <w:p/> &amp;",
    "смайлик 🚗 и ₽",
    "=1+1",
    "x" * 300,
)


def cells(data: bytes) -> list[str]:
    """What stands in the boxes; a caption is a paragraph of its own above it."""
    document = Document(BytesIO(data))
    return [cell.paragraphs[-1].text for table in document.tables for row in table.rows for cell in row.cells]


def named(name: str):
    return replace(application(), policyholder=Party(name=name))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_printed_as_typed(text, tmp_path):
    path = render("application_431p", named(text), tmp_path)
    assert text in cells(path.read_bytes())
    assert OpenXmlValidator().validate(str(path)).errors == []


def test_line_ends_and_tabs_become_breaks():
    assert "первая\nвторая\tтретья" in cells(render_bytes("application_431p", named("первая\r\nвторая\tтретья")))


@pytest.mark.parametrize("bad", ["\x00", "\x07", "\x1b", "\ud800", "\udfff", "\ufffe"])  # noqa: PT014 - two different surrogates
def test_what_xml_forbids_is_dropped_and_the_rest_stays(bad):
    whole = dump(render_bytes("application_431p", named("Иванов")))
    assert dump(render_bytes("application_431p", named(f"Ива{bad}нов"))) == whole


def test_empty_cells_of_a_form_are_dashed():
    data = cells(render_bytes("application_431p", replace(application(0), phone="", other="  ")))
    assert data.count("—") > 20
    assert "" not in {text for text in data if text.startswith("ООО")}


def test_application_without_vin_driver_and_address():
    bare = replace(
        application(0),
        policyholder=Party(name="Иванов"),
        vehicle=replace(application().vehicle, vin=""),
        unlimited=True,
    )
    text = dump(render_bytes("application_431p", bare))
    assert "☑ любые водители" in text
    assert "| 1 | — | — | — | — |" in text and "| 2 |" not in text


@pytest.mark.parametrize(("count", "sheet"), [(0, False), (1, False), (5, False), (6, True), (40, True)])
def test_more_than_five_drivers_go_to_the_continuation_sheet(count, sheet):
    text = dump(render_bytes("application_431p", application(count)))
    assert ("Дополнительный лист" in text) is sheet
    for number in range(count):
        assert text.count(f"99 12 12345{number} ") == 1, number
    assert ("| 6 | " in text) is sheet


def test_same_data_give_the_same_bytes():
    assert render_bytes("application", SAMPLES["application"]) == render_bytes("application", SAMPLES["application"])


def test_negative_amount_is_refused_in_words():
    with pytest.raises(InputError, match="Сумма прописью"):
        render_bytes("payment_notice", replace(SAMPLES["payment_notice"], amount=Decimal(-1)))


def test_unknown_paper_names_the_known_ones():
    with pytest.raises(DocumentError, match="application_431p"):
        render_bytes("полис", SAMPLES["offer"])


def test_context_of_another_paper_is_our_mistake():
    with pytest.raises(TypeError, match="Offer"):
        render_bytes("offer", SAMPLES["labels"])


# --- files


def test_existing_file_stays_and_the_new_one_is_numbered(tmp_path):
    target = tmp_path / "Заявление.docx"
    target.write_text("старое")
    first = render("offer", SAMPLES["offer"], target)
    second = render("offer", SAMPLES["offer"], target)
    assert [first.name, second.name] == ["Заявление (2).docx", "Заявление (3).docx"]
    assert target.read_text() == "старое"


def test_missing_folder_is_a_sentence(tmp_path):
    with pytest.raises(DocumentError, match=r"Не удалось записать «x\.docx»"):
        render("offer", SAMPLES["offer"], tmp_path / "нет" / "x.docx")


def test_full_disk_leaves_nothing_half_written(tmp_path, monkeypatch):
    class FullDisk(BytesIO):
        def write(self, data):
            raise OSError(errno.ENOSPC, "No space left on device")

    real_open = Path.open

    def open_full(path, mode="r", *args, **kwargs):
        file = real_open(path, mode, *args, **kwargs)
        if mode != "xb":
            return file
        file.close()
        return FullDisk()

    monkeypatch.setattr(Path, "open", open_full)
    with pytest.raises(DocumentError, match="на диске есть место"):
        render("offer", SAMPLES["offer"], tmp_path / "x.docx")
    assert list(tmp_path.iterdir()) == []


def test_changing_parts_equal_docxtpl(tmp_path):
    """The short way gives what plain docxtpl gives."""
    from docxtpl import DocxTemplate
    from jinja2 import Environment, StrictUndefined

    from osago_xl.documents.printed import FILTERS, printer

    offer = replace(SAMPLES["offer"], intro="строка без переносов")
    environment = Environment(autoescape=True, undefined=StrictUndefined, finalize=printer(""))
    environment.filters.update(FILTERS)
    source = own_template(tmp_path, "{{ client }} & {{ intro }}", "{%p if rows %}", "{{ valid_until }}", "{%p endif %}")
    plain = DocxTemplate(source)
    plain.render(vars(offer), environment)
    plain.save(tmp_path / "plain.docx")
    ours = render_bytes("offer", offer, own=source)
    with ZipFile(tmp_path / "plain.docx") as expected, ZipFile(BytesIO(ours)) as made:
        assert canonical(made.read("word/document.xml")) == canonical(expected.read("word/document.xml"))


def canonical(xml: bytes) -> bytes:
    return etree.tostring(etree.fromstring(xml), method="c14n")


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_comes_out_cleaned_and_nothing_else(text):
    printed = cells(render_bytes("application_431p", named(text)))
    kept = clean(text)
    assert (kept if kept.strip() else "—") in printed
