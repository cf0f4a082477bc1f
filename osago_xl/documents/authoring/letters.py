"""Offer, envelope, labels."""

from __future__ import annotations

from osago_xl.documents.authoring.kit import (
    Box,
    heading,
    label,
    line,
    paragraph,
    repeat,
    roomy,
    table,
    value,
    when,
    written,
)
from osago_xl.documents.authoring.package import Form, Page

LETTER = Page(left=25, right=15, top=18, bottom=16)
ENVELOPE = Page(width=220, height=110, left=12, right=12, top=10, bottom=8)  # DL, Russian E65
LABELS = Page(left=0, right=0, top=0, bottom=0)
LABEL_WIDTH, LABEL_HEIGHT = 70, 36.9  # 37 less a tenth: eight rows and the closing paragraph fit the page


def offer() -> Form:
    """Commercial offer on one page; the agent puts his own letterhead above in Word."""
    return Form(
        title="Предложение",
        page=LETTER,
        body=(
            table(
                line(
                    Box(75, "{{ agent }}", style="Sender", frame="bottom"),
                    written(95, "тел. {{ agent_phone }}\n{{ agent_email }}", align="right"),
                    height=11,
                ),
                line(label(110, "{{ client }}"), label(60, "{{ dated|day_in_words }}", align="right"), height=9),
            ),
            paragraph("{{ greeting }}", "Greeting"),
            paragraph("{{ intro }}"),
            *when("rows", _offers()),
            *when("others", paragraph("{{ others }}")),
            *when("valid_until", paragraph("Предложение действует до {{ valid_until }}.")),
            *when("closing", paragraph("{{ closing }}")),
            paragraph("С уважением,\n{{ agent }}"),
            paragraph(
                "Если предложения Вам не нужны, сообщите об этом агенту, и он больше не будет их присылать.", "Label"
            ),
        ),
    )


def _offers() -> str:
    return roomy(
        heading((55, "Услуга"), (45, "Страховая компания"), (28, "Цена, руб."), (42, "Примечание")),
        repeat(
            "row in rows",
            value(55, "row.service"),
            value(45, "row.insurer"),
            Box(28, "{{ row.price|money }}", style="Strong", align="right"),
            value(42, "row.comment"),
        ),
    )


def envelope() -> Form:
    """Envelope DL: sender top left, addressee bottom right."""
    return Form(
        title="Конверт",
        page=ENVELOPE,
        body=(
            table(
                line(
                    label(
                        90,
                        "От кого: {{ sender.name }}\nОткуда: {{ sender.address }}\n{{ sender.index }}",
                        upright="top",
                    ),
                    label(106, ""),
                    height=38,
                ),
                line(
                    label(96, ""),
                    Box(
                        100, "Кому: {{ addressee.name }}\nКуда: {{ addressee.address }}", style="Address", frame="none"
                    ),
                    height=30,
                ),
                line(label(96, ""), Box(100, "{{ addressee.index }}", style="Index", frame="none")),
            ),
        ),
    )


def labels() -> Form:
    """24 labels of 70 × 37 mm."""
    cells = (
        Box(
            LABEL_WIDTH,
            f"{{{{ row[{n}].name }}}}\n{{{{ row[{n}].address }}}}\n{{{{ row[{n}].index }}}}",
            style="Sticker",
            frame="none",
        )
        for n in range(3)
    )
    return Form(
        title="Наклейки", page=LABELS, body=(table(repeat("row in rows", *cells, height=LABEL_HEIGHT, exact=True)),)
    )
