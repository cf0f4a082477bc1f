"""The manual for a browser: the Markdown pages of docs/, which are installed as `osago_xl.manual`, made into HTML."""

from __future__ import annotations

import re
import shutil
from importlib.resources import as_file, files
from itertools import pairwise
from pathlib import Path

PACKAGE, PICTURES = "osago_xl.manual", "pictures"
PAGES = ("manual", "ribbon", "functions", "personal-data")
"""The pages for the agent, the first to begin with; the others are for engineers."""
_LINK = re.compile(r'href="([\w%-]+)\.md(#[^"]*)?"')
_PAGE = """<!doctype html>
<html lang="ru"><head><meta charset="utf-8"><title>{title}</title><style>
body {{ font: 17px/1.5 "Segoe UI", Arial, sans-serif; max-width: 60em; margin: 2em auto; padding: 0 1em; color: #222 }}
h1, h2 {{ color: #0b5561 }} img {{ max-width: 100%; border: 1px solid #ccc }}
code {{ background: #f2f2f2 }} pre {{ background: #f2f2f2; padding: .7em; overflow: auto }}
table {{ border-collapse: collapse }} th, td {{ border: 1px solid #ccc; padding: .3em .6em; text-align: left }}
</style></head><body>
{body}</body></html>
"""


def write_pages(folder: Path) -> Path:
    """Write the pages and their pictures into `folder`, over what an earlier version wrote; the page to begin with."""
    folder.mkdir(parents=True, exist_ok=True)
    with as_file(files(PACKAGE)) as source:
        shutil.copytree(source / PICTURES, folder / PICTURES, dirs_exist_ok=True)
        for page in PAGES:
            (folder / f"{page}.html").write_text(to_html((source / f"{page}.md").read_text("utf-8")), "utf-8")
    return folder / f"{PAGES[0]}.html"


def to_html(text: str) -> str:
    """A Markdown page as an HTML one: headings can be linked to as on GitHub, links to pages lead to their HTML."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt().enable("table")
    tokens = parser.parse(text)
    titles = []
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open":
            titles.append(inline.content)
            opening.attrSet("id", anchor(inline.content))
    body = parser.renderer.render(tokens, parser.options, {})
    return _PAGE.format(title=titles[0] if titles else "", body=_LINK.sub(r'href="\1.html\2"', body))


def anchor(title: str) -> str:
    """The name under which GitHub links to a heading."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
