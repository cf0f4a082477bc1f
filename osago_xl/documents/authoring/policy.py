"""Data sheet of an electronic policy, sections in the order of the policy of 2024."""

from __future__ import annotations

from osago_xl.documents.authoring.kit import Box, label, line, paragraph, table, value, when
from osago_xl.documents.authoring.package import Form
from osago_xl.documents.authoring.parts import HEAD
from osago_xl.documents.authoring.shared import (
    TAXI,
    WIDTH,
    calculation_lines,
    driver_lines,
    period_line,
    previous_line,
    purpose_lines,
    tick,
    vehicle_lines,
)

POLICY_COLUMNS = (
    ("Фамилия, имя, отчество", 124.0, "name"),
    ("Водит. удостоверение", 36.0, "licence"),
    ("КБМ", 16.0, "kbm"),
)


def form() -> Form:
    """Data of an electronic policy in the order of its sections; marked as no policy."""
    return Form(
        title="Сведения о договоре ОСАГО",
        body=(*_head(), *_parties(), *_drivers(), *_premium()),
        footer="Сведения об электронном полисе ОСАГО, макет 2024. Полисом не является",
    )


def _head() -> tuple[str, ...]:
    return (
        table(
            line(
                Box(
                    WIDTH,
                    "ЛИСТ ДАННЫХ, НЕ СТРАХОВОЙ ПОЛИС. Полис выдаёт страховщик; договор проверяется на сайте НСИС.",
                    style="Strong",
                    align="center",
                    fill=HEAD,
                )
            )
        ),
        paragraph("СВЕДЕНИЯ О ДОГОВОРЕ ОСАГО {{ series }} № {{ number }}", "Title"),
        paragraph("Договор ОСАГО заключён в виде электронного документа", "Subtitle"),
        table(
            line(value(WIDTH, "insurer", "страховщик")),
            line(
                label(38, "Срок страхования с"),
                value(18, "start_time", align="center"),
                value(40, "starts", align="center"),
                label(48, "по 24 ч. 00 мин.", align="center"),
                value(40, "ends", align="center"),
            ),
        ),
        table(period_line("ТС используется")),
    )


def _parties() -> tuple[str, ...]:
    return (
        paragraph("1. Страхователь и собственник", "Section"),
        table(
            line(value(WIDTH, "policyholder", "страхователь")),
            line(value(154, "owner", "собственник"), value(30, "owner_kbm", "КБМ собственника")),
        ),
        paragraph("2. Транспортное средство", "Section"),
        table(
            *vehicle_lines(),
            line(label(110, "Используется с прицепом:"), tick(20, "trailer", "да"), tick(54, "not trailer", "нет")),
            *purpose_lines(),
        ),
    )


def _drivers() -> tuple[str, ...]:
    return (
        paragraph("3. Договор заключён в отношении", "Section"),
        table(
            line(
                tick(92, "unlimited", "неограниченного количества лиц"),
                tick(92, "not unlimited", "лиц, допущенных к управлению:"),
            ),
            *driver_lines("drivers", "", POLICY_COLUMNS),
        ),
        paragraph(
            "4. Страховая сумма, 5. страховой случай и 6. территория действия (Российская Федерация) определены "
            "Федеральным законом от 25.04.2002 № 40-ФЗ.",
            "Label",
        ),
    )


def _premium() -> tuple[str, ...]:
    return (
        paragraph("7. Расчёт размера страховой премии", "Section"),
        table(*calculation_lines()),
        table(line(value(WIDTH, "{{ calculation.total|in_words }}", "страховая премия, руб."))),
        paragraph("8. Особые отметки", "Section"),
        table(line(value(WIDTH, "notes"), height=8), previous_line()),
        *when("taxi_forbidden", paragraph(TAXI, "Label")),
        table(
            line(
                value(42, "application", "номер заявления"),
                value(26, "concluded_on", "дата заключения"),
                value(30, "issued_on", "дата выдачи полиса"),
                value(22, "issue_time", "время выдачи"),
                value(64, "representative", "представитель страховщика"),
            )
        ),
    )
