"""The shipped templates: what they print, that Word takes them, that they are what the generator writes."""

from __future__ import annotations

from importlib.resources import files
from io import BytesIO

import pytest
from document_dump import GOLDEN, dump
from document_samples import SAMPLES
from docx import Document
from openxml_audit import OpenXmlValidator

from osago_xl.documents import variables
from osago_xl.documents.authoring.forms import FORMS
from osago_xl.documents.authoring.shared import PURPOSE_WORDS
from osago_xl.documents.catalogue import BY_ID, PAPERS, open_template
from osago_xl.documents.contexts.common import Purpose
from osago_xl.documents.render import render, render_bytes
from osago_xl.schema.sheets.common import PURPOSES

IDS = [paper.id for paper in PAPERS]


def shipped(name: str) -> bytes:
    return files("osago_xl.templates").joinpath(name).read_bytes()


def test_every_paper_has_a_sample_and_a_template():
    assert set(SAMPLES) == set(IDS)
    assert set(FORMS) == {paper.file for paper in PAPERS}
    assert {entry.name for entry in files("osago_xl.templates").iterdir() if entry.name.endswith(".docx")} == set(FORMS)


@pytest.mark.parametrize("name", FORMS)
def test_committed_template_is_what_the_generator_writes(name):
    assert shipped(name) == FORMS[name]().docx()


@pytest.mark.parametrize("template_id", IDS)
def test_template_prints_every_field_and_no_other(template_id):
    template, context = open_template(template_id), BY_ID[template_id].context
    assert variables.unknown(template.paths, context) == set()
    assert variables.offered(context) - template.paths == set()
    assert set(template.pictures) == variables.pictures(context)


@pytest.mark.parametrize("template_id", IDS)
def test_document_equals_the_golden_text(template_id):
    expected = GOLDEN.joinpath(f"{template_id}.txt").read_text("utf-8")
    assert dump(render_bytes(template_id, SAMPLES[template_id])) == expected


@pytest.mark.parametrize("template_id", IDS)
def test_word_finds_nothing_to_repair(template_id, tmp_path):
    paper = BY_ID[template_id]
    template = tmp_path / paper.file
    template.write_bytes(shipped(paper.file))
    document = render(template_id, SAMPLES[template_id], tmp_path)
    for path in (template, document):
        assert OpenXmlValidator().validate(str(path)).errors == []


@pytest.mark.parametrize("name", FORMS)
def test_template_can_be_edited_and_saved(name):
    document = Document(BytesIO(shipped(name)))
    document.add_paragraph("Дополнение агента")
    saved = BytesIO()
    document.save(saved)
    assert Document(saved).paragraphs[-1].text == "Дополнение агента"


def test_purposes_are_the_words_of_the_workbook():
    assert set(PURPOSES) - set(Purpose) == {"скорая помощь", "инкассация"}  # the forms have no boxes for them
    assert [word for word in PURPOSES if word in set(Purpose)] == list(Purpose)
    assert set(PURPOSE_WORDS) <= set(Purpose)
