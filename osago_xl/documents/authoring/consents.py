"""Three consents, each a sheet of its own."""

from __future__ import annotations

from osago_xl.documents.authoring.kit import label, line, paragraph, roomy, value, written
from osago_xl.documents.authoring.package import Form, Page
from osago_xl.documents.authoring.shared import tick

PAGE = Page(left=20, right=14, top=16, bottom=14)
WIDTH = 176
ACTIONS = (
    "сбор, запись, систематизация, накопление, хранение, уточнение, извлечение, использование, {0}блокирование, "
    "удаление и уничтожение, с использованием средств автоматизации и без них"
)
FREELY = "Согласие даю свободно, своей волей и в своём интересе. Мне известно, что отказ от него не влияет на {0}."


def processing() -> Form:
    """Processing by the agent himself."""
    return _form(
        "Согласие на обработку персональных данных",
        "СОГЛАСИЕ\nна обработку персональных данных",
        *_subject(),
        *_party("даю согласие оператору:", "operator"),
        _clause("Цель обработки", "{{ purpose }}."),
        _clause("Перечень персональных данных", "{{ data }}."),
        _clause("Действия с данными", ACTIONS.format("") + "."),
        *_end("право обратиться к страховщику напрямую"),
    )


def transfer() -> Form:
    """Handing over to a third party."""
    return _form(
        "Согласие на передачу персональных данных",
        "СОГЛАСИЕ\nна передачу персональных данных третьему лицу",
        *_subject(),
        *_party("даю согласие оператору:", "operator"),
        *_party("передать мои персональные данные получателю:", "receiver"),
        _clause("Цель передачи", "{{ purpose }}."),
        _clause("Перечень передаваемых данных", "{{ data }}."),
        _clause("Действия получателя", ACTIONS.format("предоставление, ") + "."),
        *_end("право обратиться к страховщику напрямую"),
    )


def advertising() -> Form:
    """Advertising, by the ways ticked."""
    return _form(
        "Согласие на получение рекламы",
        "СОГЛАСИЕ\nна получение рекламной информации",
        *_subject(),
        *_party("даю согласие:", "operator"),
        paragraph(
            "использовать мои фамилию, имя, отчество и контакты, чтобы направлять мне рекламу страховых услуг и "
            "поздравления следующими способами:",
            "Letter",
        ),
        roomy(
            line(
                tick(44, "by_call", "звонки"),
                tick(44, "by_sms", "SMS"),
                tick(44, "by_messenger", "мессенджеры"),
                tick(44, "by_email", "электронная почта"),
            ),
            line(value(88, "phone", "телефон"), value(88, "email", "адрес электронной почты")),
        ),
        *_end("заключение и исполнение договоров страхования"),
    )


def _form(title: str, heading: str, *body: str) -> Form:
    return Form(
        title=title,
        body=(paragraph(heading, "Title"), *body),
        page=PAGE,
        footer=f"{title}, редакция 2026. Отдельный документ: Федеральный закон № 152-ФЗ, статья 9",
    )


def _subject() -> tuple[str, ...]:
    return (
        paragraph("Я,", "Letter"),
        roomy(
            line(value(WIDTH, "subject.name", "фамилия, имя, отчество")),
            line(value(WIDTH, "subject.address", "адрес")),
            line(value(WIDTH, "subject.document", "документ: вид, серия, номер, кем и когда выдан")),
        ),
    )


def _party(words: str, who: str) -> tuple[str, ...]:
    return (
        paragraph(words, "Letter"),
        roomy(
            line(
                value(126, f"{who}.name", "наименование или фамилия, имя, отчество"),
                value(50, f"{who}.inn", "ИНН"),
            ),
            line(value(WIDTH, f"{who}.address", "адрес")),
        ),
    )


def _clause(title: str, text: str) -> str:
    return paragraph(f"{title}: {text}", "Letter")


def _end(not_affected: str) -> tuple[str, ...]:
    return (
        _clause("Срок действия", "{{ term }}."),
        _clause(
            "Порядок отзыва",
            "письменное заявление, направленное по адресу: {{ withdrawal }}. Отзыв возможен в любое время.",
        ),
        paragraph(FREELY.format(not_affected), "Letter"),
        roomy(
            line(
                label(30, "{{ given_on }}", upright="bottom"),
                written(50, "", "подпись"),
                label(6, ""),
                written(90, "", "фамилия, имя, отчество собственноручно"),
                height=14,
            )
        ),
    )
