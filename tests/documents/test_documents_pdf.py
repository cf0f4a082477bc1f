"""PDF by a real LibreOffice: pages, text and places of what was printed."""

from __future__ import annotations

import shutil
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pdfplumber
import pytest
from document_parties import LONG_NAME, application, modern_application
from document_samples import SAMPLES

from osago_xl.documents import office as office_module
from osago_xl.documents.contexts.common import Party
from osago_xl.documents.pdf import to_joint_pdf, to_pdf
from osago_xl.documents.render import render
from osago_xl.errors import DocumentError, EngineError

MM = 72 / 25.4
PAGES = {"application_431p": 2, "application": 2, "labels": 2}  # one page unless said here
needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice")


@pytest.fixture(scope="module")
def pdfs(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pdf")
    documents = [render(name, context, folder / f"{name}.docx") for name, context in SAMPLES.items()]
    return dict(zip(SAMPLES, to_pdf(documents, folder), strict=True))


@needs_office
@pytest.mark.office
@pytest.mark.parametrize("template_id", SAMPLES)
def test_document_fits_its_pages(template_id, pdfs):
    with pdfplumber.open(pdfs[template_id]) as document:
        assert len(document.pages) == PAGES.get(template_id, 1)
        for page in document.pages:
            assert page.chars
            assert min(letter["x0"] for letter in page.chars) >= 5 * MM
            assert max(letter["x1"] for letter in page.chars) <= page.width - 5 * MM
            assert max(letter["bottom"] for letter in page.chars) <= page.height


@needs_office
@pytest.mark.office
@pytest.mark.parametrize(
    ("template_id", "form"), [("application_431p", application), ("application", modern_application)]
)
@pytest.mark.parametrize("drivers", [0, 1, 2])
def test_an_application_with_few_drivers_is_one_page_that_ends_with_the_signature(template_id, form, drivers, tmp_path):
    document = render(template_id, form(drivers), tmp_path / f"{template_id}.docx")
    (pdf,) = to_pdf([document], tmp_path)
    with pdfplumber.open(pdf) as printed:
        assert len(printed.pages) == 1
        assert "редставител" in printed.pages[0].extract_text().splitlines()[-3]  # before «подпись» and the footer


@needs_office
@pytest.mark.office
def test_labels_stand_at_their_pitch(pdfs):
    with pdfplumber.open(pdfs["labels"]) as document:
        names = document.pages[0].search("Иванов Иван Иванович")
    across = sorted({round(name["x0"] / MM) for name in names})
    down = sorted({round(name["top"] / MM, 1) for name in names})
    assert len(names) == 24
    assert [second - first for first, second in pairwise(across)] == [70, 70]
    assert down[-1] - down[0] == pytest.approx(7 * 36.9, abs=0.3)


@needs_office
@pytest.mark.office
def test_long_values_stay_inside_their_boxes(tmp_path):
    long = replace(application(5), policyholder=Party(name=f"{LONG_NAME} " * 4, inn="1" * 60))
    document = render("application_431p", long, tmp_path)
    (made,) = to_pdf([document], tmp_path)
    with pdfplumber.open(made) as pdf:
        assert len(pdf.pages) == 2
        assert max(letter["x1"] for page in pdf.pages for letter in page.chars) <= 200 * MM


@needs_office
@pytest.mark.office
def test_joint_pdf_keeps_the_order(tmp_path):
    documents = [render(name, SAMPLES[name], tmp_path) for name in ("offer", "forms_loss")]
    with pdfplumber.open(to_joint_pdf(documents, tmp_path / "всё.pdf")) as joint:
        assert "Уважаемый" in joint.pages[0].extract_text()
        assert "утрате" in joint.pages[1].extract_text()


def test_document_that_is_gone(tmp_path):
    with pytest.raises(DocumentError, match=r"«нет\.docx» не читается"):
        to_pdf([tmp_path / "нет.docx"], tmp_path)


def test_nothing_to_convert(tmp_path):
    assert to_pdf([], tmp_path) == ()


def office(tmp_path: Path, script: str) -> Path:
    path = tmp_path / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


@pytest.mark.skipif(office_module.sys.platform == "win32", reason="a shell script stands in for the office")
@pytest.mark.parametrize(
    ("script", "reason"), [("exit 3", "кодом 3"), ("exit 0", "не получился"), ("sleep 5", "не закончил")]
)
def test_office_that_fails_leaves_nothing(script, reason, tmp_path, monkeypatch):
    monkeypatch.setattr(office_module, "find_soffice", lambda: office(tmp_path, script))
    monkeypatch.setattr(office_module, "PATIENCE", 0.5)
    monkeypatch.setattr(office_module, "PER_DOCUMENT", 0.0)
    target = tmp_path / "out"
    target.mkdir()
    document = render("offer", SAMPLES["offer"], tmp_path)
    with pytest.raises(EngineError, match=reason):
        to_pdf([document], target)
    assert list(target.iterdir()) == []


@pytest.mark.skipif(office_module.sys.platform == "win32", reason="a shell script stands in for the office")
def test_fresh_profile_is_started_again(tmp_path, monkeypatch):
    script = 'mark="$(dirname "$0")/started"; [ -e "$mark" ] || { touch "$mark"; exit 81; }; exit 4'
    monkeypatch.setattr(office_module, "find_soffice", lambda: office(tmp_path, script))
    document = render("offer", SAMPLES["offer"], tmp_path)
    with pytest.raises(EngineError, match="кодом 4"):
        to_pdf([document], tmp_path)
