"""The manual as pages of a browser."""

from __future__ import annotations

import re
from urllib.parse import unquote

from osago_xl.documents.manual import anchor, to_html, write_pages


def test_every_page_and_picture_is_there_and_every_link_leads_somewhere(tmp_path):
    first = write_pages(tmp_path / "manual")
    assert first.name == "manual.html"
    for page in first.parent.glob("*.html"):
        html = page.read_text("utf-8")
        targets = re.findall(r'(?:href|src)="((?!https?:|#)[^"#]+)', html)
        assert [target for target in targets if not (first.parent / unquote(target)).exists()] == []
    assert 'src="pictures/calls.png"' in first.read_text("utf-8")


def test_pages_are_written_over_those_of_an_earlier_version(tmp_path):
    (tmp_path / "manual.html").write_text("страница прежней версии", "utf-8")
    assert "страница прежней версии" not in write_pages(tmp_path).read_text("utf-8")


def test_a_heading_can_be_linked_to():
    html = to_html("# Утро: кому звонить\n\n[дальше](manual.md#утро) | [функции](functions.md)")
    assert '<h1 id="утро-кому-звонить">' in html
    assert 'href="functions.html"' in html and 'href="manual.html#' in html
    assert "<title>Утро: кому звонить</title>" in html


def test_an_anchor_is_the_one_of_github():
    assert anchor("Копии, объединение, пароль") == "копии-объединение-пароль"
