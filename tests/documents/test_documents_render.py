"""Filling templates: hostile data, empty fields, many drivers, the agent's own templates, batches."""

from __future__ import annotations

import errno
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from document_dump import dump
from document_samples import SAMPLES, application
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openxml_audit import OpenXmlValidator

from osago_xl.documents import template as template_module
from osago_xl.documents.authoring.kit import paragraph, picture
from osago_xl.documents.authoring.package import Form
from osago_xl.documents.catalogue import open_template
from osago_xl.documents.contexts.common import Party
from osago_xl.documents.printed import clean
from osago_xl.documents.render import Job, render, render_batch, render_bytes
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
    document = Document(BytesIO(data))
    return [cell.text for table in document.tables for row in table.rows for cell in row.cells]


def named(name: str):
    return replace(application(), policyholder=Party(name=name))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_printed_as_typed(text, tmp_path):
    path = render("application_431p", named(text), tmp_path)
    assert text in cells(path.read_bytes())
    assert OpenXmlValidator().validate(str(path)).errors == []


def test_line_ends_and_tabs_become_breaks():
    assert "первая\nвторая\tтретья" in cells(render_bytes("application_431p", named("первая\r\nвторая\tтретья")))


@pytest.mark.parametrize("bad", ["\x00", "\x07", "\x1b", "\ud800", "\udfff", "\ufffe"])
def test_what_xml_forbids_is_dropped_and_the_rest_stays(bad):
    whole = dump(render_bytes("application_431p", named("Иванов")))
    assert dump(render_bytes("application_431p", named(f"Ива{bad}нов"))) == whole


def test_empty_cells_of_a_form_are_dashed():
    data = cells(render_bytes("application_431p", replace(application(0), phone="", other="  ")))
    assert data.count("------") > 20
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
    assert "| 5 | ------ | ------ | ------ | ------ |" in text


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


# --- the agent's own templates


def own_template(folder: Path, *texts: str, name: str = "offer_2026.docx") -> Path:
    path = folder / name
    path.write_bytes(Form(title="Своё", body=tuple(paragraph(text) for text in texts)).docx())
    return path


def test_own_template_of_the_same_name_takes_the_place(tmp_path):
    own_template(tmp_path, "Здравствуйте, {{ client }}! До {{ valid_until }}")
    text = dump(render_bytes("offer", SAMPLES["offer"], own=tmp_path))
    assert text.startswith("Здравствуйте, Иванов Иван Иванович! До 01.12.2026")


def test_own_folder_without_that_template_leaves_the_shipped(tmp_path):
    assert open_template("offer", tmp_path) is open_template("offer")


def test_edited_template_is_read_anew(tmp_path):
    path = own_template(tmp_path, "раз", name="любое имя.docx")
    assert "раз" in dump(render_bytes("offer", SAMPLES["offer"], own=path))
    own_template(tmp_path, "два", name="любое имя.docx")
    assert "два" in dump(render_bytes("offer", SAMPLES["offer"], own=path))


def test_unknown_variables_are_named(tmp_path):
    own_template(tmp_path, "{{ client.name }} {{ скидка }}", "{%p for row in rows %}", "{{ row.sum }}", "{%p endfor %}")
    with pytest.raises(DocumentError, match=r"client\.name, rows\[\]\.sum, скидка"):
        open_template("offer", tmp_path)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{{ client", "ошибка в метке"),
        ("{% for x in rows %}", "ошибка в метке"),
        ("{{ client|нет_такого }}", "ошибка в метке"),
        ("{{ client.__class__.__mro__ }}", "неизвестные переменные"),
        ("{% include 'a.docx' %}", "вставка других файлов"),
        ("{% set x = 1 %}", "свои переменные в шаблоне"),
        ("{{ ''.join(5) }}", "вызов функций"),
        ("{{ 9**9**9 }}", "вычисления и команды"),
        ("{{ client * 1000000000 }}", "вычисления и команды"),
        ("{{ '%0999999999d' % 1 }}", "вычисления и команды"),
        ("{{ client|center(999999999) }}", "ошибка в метке"),
        ("{% for x in lipsum(999999999) %}{% endfor %}", "такой цикл"),
        ("{% for a in client %}" * 9 + "x" + "{% endfor %}" * 9, "такой цикл"),
        ("{{ " + "(" * 5000 + "client" + ")" * 5000 + " }}", "ошибка в метке"),
    ],
)
def test_wrong_tag_is_a_sentence(text, reason, tmp_path):
    path = own_template(tmp_path, text)
    with pytest.raises(DocumentError, match=reason):
        open_template("offer", path)


@pytest.mark.parametrize("text", ["{{ (client|string)['__class__'] }}", "{{ client + 1 }}"])
def test_expression_that_goes_wrong_or_leaves_the_sandbox(text, tmp_path):
    own_template(tmp_path, text)
    with pytest.raises(DocumentError, match="не заполнен"):
        render_bytes("offer", SAMPLES["offer"], own=tmp_path)


def test_notice_without_its_code_is_refused():
    with pytest.raises(DocumentError, match="нет картинки «qr»"):
        render_bytes("payment_notice", replace(SAMPLES["payment_notice"], qr=b""))


def test_logo_of_the_agent_stays(tmp_path):
    logo = b"logo"
    form = Form(title="Своё", body=(paragraph("{{ payer }}"), picture("logo", 20)), pictures={"logo": logo})
    path = tmp_path / "payment_notice_2026.docx"
    path.write_bytes(form.docx())
    made = render_bytes("payment_notice", SAMPLES["payment_notice"], own=path)
    assert ZipFile(BytesIO(made)).read("word/media/logo.png") == logo


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", "просто текст".encode()])
def test_damaged_template_is_refused(content, tmp_path):
    path = tmp_path / "offer_2026.docx"
    path.write_bytes(content)
    with pytest.raises(DocumentError, match="повреждён"):
        open_template("offer", tmp_path)


def test_template_damaged_inside_is_refused(tmp_path):
    data = bytearray(own_template(tmp_path, "{{ client }}").read_bytes())
    middle = len(data) // 2
    data[middle : middle + 200] = bytes(200)
    (tmp_path / "offer_2026.docx").write_bytes(data)
    with pytest.raises(DocumentError, match="повреждён"):
        open_template("offer", tmp_path)


def test_archive_bomb_is_refused(tmp_path, monkeypatch):
    own_template(tmp_path, "{{ client }}")
    monkeypatch.setattr(template_module, "LARGEST", 1000)
    with pytest.raises(DocumentError, match="слишком велик"):
        open_template("offer", tmp_path)


def test_archive_that_is_no_document_is_refused(tmp_path):
    path = tmp_path / "offer_2026.docx"
    with ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "a")
    with pytest.raises(DocumentError, match="не документ Word"):
        open_template("offer", path)


def test_missing_template_is_refused(tmp_path):
    with pytest.raises(DocumentError, match="не найден"):
        open_template("offer", tmp_path / "нет.docx")


def test_external_entities_are_not_read(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("тайна")
    source = own_template(tmp_path, "{{ client }}").read_bytes()
    attack = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
    with ZipFile(BytesIO(source)) as before, ZipFile(tmp_path / "offer_2026.docx", "w") as after:
        for name in before.namelist():
            data = before.read(name).decode()
            if name == "word/document.xml":
                data = data.replace("<w:document", attack + "<w:document").replace("{{ client }}", "&e;")
            after.writestr(name, data)
    with pytest.raises(DocumentError, match="посторонние объявления"):
        open_template("offer", tmp_path)


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


def test_batch_goes_on_after_a_failure_and_tells_why(tmp_path):
    good = SAMPLES["payment_notice"]
    jobs = [Job(good, "один"), Job(replace(good, amount=Decimal(-5)), "два"), Job(good, "три/четыре")]
    batch = render_batch("payment_notice", jobs, tmp_path)
    assert [path.name for path in batch.made] == ["один.docx", "три четыре.docx"]
    assert [name for name, _ in batch.failed] == ["два"]
    assert "Сумма прописью" in batch.failed[0][1]
    assert not batch.cancelled


def test_batch_can_be_cancelled(tmp_path):
    jobs = (Job(SAMPLES["offer"], f"письмо {n}") for n in range(100))
    batch = render_batch("offer", jobs, tmp_path, progress=lambda done: done < 3)
    assert batch.cancelled
    assert len(batch.made) == len(list(tmp_path.iterdir())) == 3


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
    assert (kept if kept.strip() else "------") in printed
