"""Templates of the agent's own: they take the place of ours; what is wrong with one is a sentence."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from document_dump import dump
from document_samples import SAMPLES, own_template

from osago_xl.documents import template as template_module
from osago_xl.documents.authoring.kit import paragraph, picture
from osago_xl.documents.authoring.package import Form
from osago_xl.documents.catalogue import open_template
from osago_xl.documents.render import render_bytes
from osago_xl.errors import DocumentError


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
