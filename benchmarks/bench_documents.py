"""Documents: our renderer against plain docxtpl, letters, first document, memory, PDF, overprint.

python benchmarks/bench_documents.py [--documents 500] [--no-pdf]
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.resources import files
from io import BytesIO
from pathlib import Path

from document_dump import dump
from document_parties import application
from document_samples import SAMPLES
from docxtpl import DocxTemplate
from jinja2 import Environment, StrictUndefined

from osago_xl.documents.catalogue import BY_ID, DASHES
from osago_xl.documents.layout import default_layout
from osago_xl.documents.overprint import overprint
from osago_xl.documents.pdf import to_pdf
from osago_xl.documents.printed import FILTERS, printer
from osago_xl.documents.render import render, render_bytes

FIRST = """
import time
started = time.perf_counter()
from document_samples import SAMPLES
from osago_xl.documents.render import render_bytes
render_bytes("application", SAMPLES["application"])
print(time.perf_counter() - started)
"""


def timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def plain(count: int) -> bytes:
    """The usual way: open, render, save, again for each document."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, finalize=printer(DASHES))
    environment.filters.update(FILTERS)
    source = files("osago_xl.templates").joinpath(BY_ID["application_431p"].file).read_bytes()
    context = vars(application())
    for _ in range(count):
        template = DocxTemplate(BytesIO(source))
        template.render(context, environment)
        target = BytesIO()
        template.save(target)
    return target.getvalue()


def ours(count: int) -> bytes:
    context = application()
    for _ in range(count):
        data = render_bytes("application_431p", context)
    return data


def memory_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def letters(count: int, folder: Path) -> None:
    for number in range(count):
        render("offer", SAMPLES["offer"], folder / f"письмо {number}.docx")


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--documents", type=int, default=500)
    options.add_argument("--no-pdf", action="store_true")
    given = options.parse_args()
    count = given.documents

    first = subprocess.run([sys.executable, "-c", FIRST], capture_output=True, text=True, check=True)
    print(f"first document after start: {float(first.stdout):.2f} s")

    assert dump(plain(1)) == dump(ours(1)), "the two ways differ"
    fast, slow = timed(lambda: ours(count)), timed(lambda: plain(count))
    print(f"{count} applications: {fast:.2f} s ({fast / count * 1000:.2f} ms each), plain docxtpl {slow:.1f} s,")
    print(f"    {slow / fast:.0f} times faster, same content")

    with tempfile.TemporaryDirectory() as name:
        print(f"1000 letters as files: {timed(lambda: letters(1000, Path(name))):.2f} s")

    ours(200)
    before = memory_mb()
    seconds = timed(lambda: ours(5000))
    print(f"5000 applications: {seconds:.1f} s, peak memory {before:.1f} -> {memory_mb():.1f} MB")

    form = {field.value_name: "" for field in default_layout("Полис")} | {"Страхователь": "Иванов Иван Иванович"}
    seconds = timed(lambda: overprint(default_layout("Полис"), [form] * 500))
    print(f"500 pages of overprint: {seconds:.2f} s")

    if not given.no_pdf:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            made = [render("application_431p", application(), folder / f"заявление {n}.docx") for n in range(20)]
            print(f"20 applications to PDF, one LibreOffice: {timed(lambda: to_pdf(made, folder)):.1f} s")


if __name__ == "__main__":
    main()
