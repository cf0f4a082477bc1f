"""Acts about strict-accounting forms."""

from __future__ import annotations

from osago_xl.documents.authoring.kit import Box, Line, heading, label, line, paragraph, repeat, roomy, value
from osago_xl.documents.authoring.package import Form
from osago_xl.documents.authoring.shared import WIDTH, signature_line, tick

FOOTER = "Акт о бланках строгой отчётности, форма агента, редакция 2026"
TOTAL = "Всего бланков: {{ total }} ({{ total|count_in_words }})."
COLUMNS = (
    ("Вид бланка", 56.0, "kind"),
    ("Серия", 20.0, "series"),
    ("Номера с", 38.0, "first"),
    ("по", 38.0, "last"),
    ("Кол-во, шт.", 24.0, "quantity"),
)
WITH_REASON = (
    ("Вид бланка", 42.0, "kind"),
    ("Серия", 16.0, "series"),
    ("Номера с", 28.0, "first"),
    ("по", 28.0, "last"),
    ("Кол-во", 16.0, "quantity"),
    ("Причина", 46.0, "reason"),
)


def acceptance() -> Form:
    """Forms received from the insurer."""
    return _handover(
        "Акт приёмки бланков строгой отчётности (накладная)",
        "Страховщик выдал, а агент принял следующие бланки:",
        COLUMNS,
    )


def transfer() -> Form:
    """Forms handed from one agent to another."""
    return _handover(
        "Акт приёма-передачи бланков строгой отчётности",
        "Одна сторона передала, а другая приняла следующие бланки:",
        COLUMNS,
    )


def returned() -> Form:
    """Forms given back to the insurer."""
    return _handover("Акт возврата бланков строгой отчётности", "Прошу принять следующие бланки:", WITH_REASON)


def _handover(title: str, words: str, columns: tuple[tuple[str, float, str], ...]) -> Form:
    return Form(
        title=title,
        body=(
            *_head(title),
            roomy(*_side("Передал", "giver"), *_side("Принял", "receiver")),
            paragraph(words, "Section"),
            roomy(*_ranges(columns)),
            paragraph(TOTAL, "Clause"),
            roomy(
                signature_line("Передал", "giver.person", "dated"), signature_line("Принял", "receiver.person", "dated")
            ),
        ),
        footer=FOOTER,
    )


def _head(title: str) -> tuple[str, ...]:
    return (
        paragraph(f"{title} № {{{{ number }}}}", "Title"),
        roomy(line(label(92, "{{ place }}"), label(92, "{{ dated|day_in_words }}", align="right"))),
    )


def _side(title: str, who: str) -> tuple[Line, ...]:
    return (
        line(label(24, f"{title}:"), value(160, f"{who}.name", "организация или агент")),
        line(
            label(24, ""),
            value(60, f"{who}.position", "должность"),
            value(100, f"{who}.basis", "действует на основании; документ"),
        ),
    )


def _ranges(columns: tuple[tuple[str, float, str], ...]) -> tuple[Line, Line]:
    cells = (
        value(width, f"row.{name}", align="" if name in ("kind", "reason") else "center") for _, width, name in columns
    )
    return (
        heading((8, "№"), *((width, title) for title, width, _ in columns)),
        repeat("row in rows", Box(8, "{{ loop.index }}", align="center"), *cells),
    )


def damage() -> Form:
    """Spoiled forms."""
    return _statement(
        "Акт о порче бланков строгой отчётности",
        (paragraph("Я, нижеподписавшийся, испортил следующие бланки:", "Section"), roomy(*_ranges(WITH_REASON))),
        (paragraph("Испорченные бланки перечёркнуты и прилагаются к акту.", "Clause"),),
    )


def loss() -> Form:
    """Lost or stolen forms."""
    return _statement(
        "Акт об утрате бланков строгой отчётности",
        (
            paragraph("Сообщаю об утрате следующих бланков:", "Section"),
            roomy(line(tick(92, "not stolen", "утеряны"), tick(92, "stolen", "похищены"))),
            roomy(*_ranges(COLUMNS)),
        ),
        (
            roomy(
                line(value(WIDTH, "circumstances", "обстоятельства утраты"), height=16),
                line(value(WIDTH, "measures", "принятые меры: заявление в полицию, номер и дата"), height=10),
            ),
        ),
    )


def _statement(title: str, what: tuple[str, ...], end: tuple[str, ...]) -> Form:
    return Form(
        title=title,
        body=(
            *_head(title),
            roomy(
                line(value(WIDTH, "agency", "страховщик (агентство)")),
                line(value(92, "agent", "агент"), value(92, "agent_document", "документ, удостоверяющий личность")),
            ),
            *what,
            paragraph(TOTAL, "Clause"),
            *end,
            roomy(
                signature_line("Агент", "agent", "dated"),
                signature_line("Ответственное лицо страховщика", "responsible", "dated"),
            ),
        ),
        footer=FOOTER,
    )
