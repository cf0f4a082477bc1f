"""Change of terms, early termination, history: no official forms exist, these are our own."""

from __future__ import annotations

from osago_xl.documents.authoring.kit import (
    Box,
    Line,
    heading,
    label,
    line,
    paragraph,
    repeat,
    roomy,
    value,
    when,
    written,
)
from osago_xl.documents.authoring.package import Form
from osago_xl.documents.authoring.shared import WIDTH, signature_line


def _policy_lines() -> tuple[Line, ...]:
    return (
        line(value(WIDTH, "policy.insurer", "страховщик")),
        line(
            label(34, "Договор ОСАГО:"),
            value(24, "policy.series", "серия"),
            value(46, "policy.number", "номер"),
            value(40, "starts", "срок страхования с"),
            value(40, "ends", "по"),
        ),
        line(value(WIDTH, "vehicle", "транспортное средство")),
    )


def change() -> Form:
    """Application for a change of terms."""
    return Form(
        title="Заявление об изменении условий договора ОСАГО",
        body=(
            paragraph("ЗАЯВЛЕНИЕ", "Title"),
            paragraph("об изменении условий договора ОСАГО", "Subtitle"),
            roomy(
                *_policy_lines(),
                line(value(124, "policyholder", "страхователь"), value(60, "phone", "телефон")),
            ),
            paragraph("Прошу внести в договор изменения с {{ effective_on }}:", "Section"),
            roomy(
                heading((8, "№"), (56, "Что изменяется"), (60, "Прежние сведения"), (60, "Новые сведения")),
                repeat(
                    "change in changes",
                    Box(8, "{{ loop.index }}", align="center"),
                    value(56, "change.what"),
                    value(60, "change.old"),
                    value(60, "change.new"),
                ),
            ),
            roomy(
                line(value(WIDTH, "reason", "причина изменения"), height=8),
                line(value(WIDTH, "documents", "подтверждающие документы: вид, номер, дата"), height=8),
            ),
            *_surcharge(),
            roomy(
                signature_line("Страхователь", "signed_by", "filled_on"),
                signature_line("Страховщик (представитель)", "representative", "filled_on"),
            ),
        ),
        footer="Заявление об изменении договора ОСАГО, форма агента, редакция 2026",
    )


def _surcharge() -> tuple[str, ...]:
    return (
        paragraph("Доплата страховой премии и новый полис", "Section"),
        roomy(
            line(
                value(124, "{{ surcharge|in_words }}", "доплата, руб. (прочерк: не требуется)"),
                value(60, "payment", "способ оплаты"),
            ),
            line(
                label(44, "Новый полис:"),
                value(24, "new_policy.series", "серия"),
                value(46, "new_policy.number", "номер"),
                value(70, "new_policy.insurer", "страховщик"),
            ),
        ),
    )


def termination() -> Form:
    """Application for early termination with bank details and the estimate of the refund."""
    return Form(
        title="Заявление о досрочном прекращении договора ОСАГО",
        body=(
            paragraph("ЗАЯВЛЕНИЕ", "Title"),
            paragraph("о досрочном прекращении договора ОСАГО", "Subtitle"),
            roomy(
                *_policy_lines(),
                line(value(124, "applicant", "заявитель"), value(60, "capacity", "в качестве")),
                line(
                    value(124, "applicant_document", "документ, удостоверяющий личность; доверенность"),
                    value(60, "phone", "телефон"),
                ),
            ),
            paragraph("Прошу досрочно прекратить договор в связи с обстоятельством:", "Section"),
            roomy(
                line(value(WIDTH, "ground", "основание"), height=8),
                line(value(WIDTH, "documents", "приложенные документы"), height=8),
            ),
            *_payee(),
            *_estimate(),
            roomy(signature_line("Заявитель", "signed_by", "filled_on")),
            *_received(),
        ),
        footer="Заявление о прекращении договора ОСАГО, форма агента, редакция 2026",
    )


def _payee() -> tuple[str, ...]:
    return (
        paragraph("Часть премии прошу перечислить по реквизитам", "Section"),
        roomy(
            line(
                value(100, "payee.name", "получатель"),
                value(44, "payee.inn", "ИНН"),
                value(40, "payee.kpp", "КПП"),
            ),
            line(value(94, "payee.account", "счёт получателя"), value(90, "payee.correspondent", "корр. счёт банка")),
            line(value(124, "payee.bank", "банк"), value(60, "payee.bik", "БИК")),
        ),
    )


def _estimate() -> tuple[str, ...]:
    return (
        paragraph("Расчёт возврата (предварительный, окончательную сумму определяет страховщик)", "Section"),
        roomy(
            heading(
                (40, "Премия, руб."),
                (30, "Удержание, %"),
                (36, "Дней срока"),
                (36, "Осталось дней"),
                (42, "К возврату, руб."),
            ),
            line(
                value(40, "{{ premium|money }}", align="center"),
                value(30, "withheld_percent", align="center"),
                value(36, "days_total", align="center"),
                value(36, "days_left", align="center"),
                Box(42, "{{ refund|money }}", style="Strong", align="center"),
            ),
        ),
        paragraph(
            "(премия − удержание) × осталось дней / дней срока; дни считаются со дня, следующего за днём подачи. "
            "Основание: Федеральный закон от 25.04.2002 № 40-ФЗ, статья 10, пункт 4.",
            "Note",
        ),
    )


def _received() -> tuple[str, ...]:
    return (
        paragraph("Отметка страховщика о получении", "Section"),
        roomy(
            line(
                written(64, "", "вх. № и дата"),
                label(6, ""),
                written(70, "", "должность, фамилия, инициалы"),
                label(6, ""),
                written(38, "", "подпись, М. П."),
                height=10,
            )
        ),
    )


def history() -> Form:
    """Informational note on contracts and losses."""
    return Form(
        title="Справка об истории договоров клиента",
        body=(
            paragraph("СПРАВКА", "Title"),
            paragraph("об истории договоров клиента на {{ as_of }} (информационная)", "Subtitle"),
            roomy(line(value(144, "client", "клиент"), value(40, "birth_date", "дата рождения"))),
            paragraph("Договоры и страховые случаи", "Section"),
            roomy(
                heading(
                    (30, "Полис"),
                    (34, "Страховщик"),
                    (34, "Автомобиль"),
                    (21, "С"),
                    (21, "По"),
                    (14, "КБМ"),
                    (30, "Страховые случаи"),
                ),
                repeat(
                    "item in policies",
                    value(30, "item.policy"),
                    value(34, "item.insurer"),
                    value(34, "item.vehicle"),
                    value(21, "item.starts", align="center"),
                    value(21, "item.ends", align="center"),
                    value(14, "item.kbm", align="center"),
                    value(30, "item.claims"),
                ),
            ),
            *when("comment", paragraph("{{ comment }}", "Clause")),
            paragraph(
                "Составлено по записям агента. Официальные сведения о договорах, КБМ и страховых случаях даёт "
                "АИС страхования (оператор: АО «НСИС»).",
                "Note",
            ),
            roomy(
                line(
                    label(20, "Агент:", upright="bottom"),
                    written(70, "{{ agent }}", "фамилия, имя, отчество"),
                    label(6, ""),
                    written(44, "{{ agent_phone }}", "телефон"),
                    label(6, ""),
                    written(38, "", "подпись"),
                    height=10,
                )
            ),
        ),
        footer="Справка об истории договоров, форма агента, редакция 2026",
    )
