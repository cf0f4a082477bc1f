"""A client of the base → the papers about him: consents, history, offer, envelope, labels."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from osago_xl.books.base import Row
from osago_xl.desk.papers import contexts_parts as parts
from osago_xl.desk.papers.contexts_terms import policy_ref
from osago_xl.desk.papers.filing import paper_name_of
from osago_xl.documents.contexts.consent import (
    AdvertisingConsent,
    Operator,
    ProcessingConsent,
    Subject,
    TransferConsent,
)
from osago_xl.documents.contexts.letters import Correspondent, Envelope, Labels, Offer, OfferRow, label_rows
from osago_xl.documents.contexts.policy import LossHistory, PastPolicy
from osago_xl.domain import salutation
from osago_xl.domain.contract_states import CONCLUDED
from osago_xl.errors import InputError
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.values.misfit import known, whole
from osago_xl.work.unit import Work

OFFER_DAYS = 14  # an offer without a date of its own holds so long
INTRO = "Подобрали для Вас условия страхования."
CLOSING = "Позвоните или ответьте на это письмо: всё оформим за один визит."


def processing_consent(work: Work, client: Row) -> ProcessingConsent:
    """To the agent, who keeps the base."""
    return ProcessingConsent(
        subject=_subject(client), operator=_operator(work), withdrawal=_withdrawal(work), given_on=work.today
    )


def transfer_consent(work: Work, client: Row, insurer: str) -> TransferConsent:
    """To one insurer by the name it has in the base."""
    row = parts.insurer_of(work, insurer)
    receiver = Operator(name=parts.insurer_name(row), address=row["address"], inn=row["inn"])
    return TransferConsent(
        subject=_subject(client),
        operator=_operator(work),
        receiver=receiver,
        withdrawal=_withdrawal(work),
        given_on=work.today,
    )


def advertising_consent(work: Work, client: Row) -> AdvertisingConsent:
    """The ways of sending are left unticked: the client ticks them himself."""
    return AdvertisingConsent(
        subject=_subject(client),
        operator=_operator(work),
        phone=client["phone"],
        email=client["email"],
        withdrawal=_withdrawal(work),
        given_on=work.today,
    )


def loss_history(work: Work, client: Row) -> LossHistory:
    """All concluded contracts of the client, newest first. InputError when there are none."""
    own = [row for row in work.linked(POLICIES, "client", {client["key"]}) if row["state"] in CONCLUDED]
    if not own:
        raise InputError(POLICIES.name, client["key"], f"У клиента {client['name']} нет оформленных полисов.")
    own.sort(key=lambda row: row["starts"] or work.today, reverse=True)
    return LossHistory(
        client=paper_name_of(client),
        birth_date=parts.birth_date(client),
        as_of=work.today,
        policies=tuple(_past(work, policy) for policy in own),
        agent=parts.my_name(work),
        agent_phone=str(work.settings["cfg_my_phone"]),
    )


def _past(work: Work, policy: Row) -> PastPolicy:
    ref = policy_ref(policy, parts.insurer_of(work, policy["insurer"]))
    claims = known(policy["claims"])
    return PastPolicy(
        policy=f"{ref.series} {ref.number}".strip(),
        insurer=ref.insurer,
        vehicle=policy["car_name"],
        starts=policy["starts"],
        ends=policy["ends"],
        kbm=policy["kbm"],
        claims="" if claims is None else str(claims or "нет"),
    )


def offer(work: Work, client: Row, intro: str = INTRO, services: Sequence[str] | None = None) -> Offer:
    """An offer of the services named; of none named: of the policies that end within the first renewal stage.

    Without `services` what the client lacks is added to these. The table holds what has a policy or a price; what is
    only proposed is one sentence.
    """
    settings = work.settings
    ahead = work.today + timedelta(days=int(settings["cfg_stage_1"] or 0))
    ending = [
        row
        for row in work.rows(POLICIES)
        if row["client"] == client["key"] and whole(row["left"]) is not None and row["ends"] and row["ends"] <= ahead
    ]
    rows = [] if services else [_renewal(work, policy) for policy in ending]
    ends = [policy["ends"] for policy in ending if policy["ends"]]
    lacking = [service for service in client["missing"].split(", ") if service] if services is None else services
    held = {row.service for row in rows}
    return Offer(
        dated=work.today,
        client=paper_name_of(client),
        greeting=greeting(client),
        intro=intro,
        rows=tuple(rows),
        others=_others([service for service in lacking if service not in held], bool(rows)),
        closing=CLOSING,
        valid_until=min([work.today + timedelta(days=OFFER_DAYS), *(each for each in ends if each >= work.today)]),
        agent=parts.my_name(work),
        agent_phone=str(settings["cfg_my_phone"]),
        agent_email=str(settings["cfg_my_email"]),
    )


def _others(services: Sequence[str], beside: bool) -> str:
    """What is proposed without a price: a sentence instead of empty cells."""
    word = "Предлагаем также" if beside else "Предлагаем"
    return f"{word}: {', '.join(services)}. Цену посчитаем по Вашему звонку." if services else ""


def _renewal(work: Work, policy: Row) -> OfferRow:
    insurer = parts.insurer_name(parts.insurer_of(work, policy["insurer"]))
    comment = f"{policy['car_name']}, полис до {policy['ends']:%d.%m.%Y}"
    return OfferRow(service=policy["product"], insurer=insurer, price=policy["forecast"], comment=comment)


def greeting(client: Row) -> str:
    """«Уважаемый Иван Иванович!»; by «Обращение» when the agent has written one."""
    return salutation.greeting(paper_name_of(client), client["salutation"])


def envelope(work: Work, client: Row) -> Envelope:
    """From the agent to the client; InputError for a client without an address."""
    settings = work.settings
    sender = Correspondent(name=parts.my_name(work), address=str(settings["cfg_my_address"]))
    return Envelope(sender=sender, addressee=addressee(client))


def labels(clients: Sequence[Row]) -> Labels:
    """Three address labels in a row. InputError for a client without an address."""
    return Labels(rows=label_rows([addressee(client) for client in clients]))


def addressee(client: Row) -> Correspondent:
    address = parts.address_line(client)
    if not address:
        message = f"«Клиенты», {client['key']} {client['name']}: нет адреса. Заполните «Город», «Улица», «Дом»."
        raise InputError("city", "", message)
    return Correspondent(name=paper_name_of(client), address=address, index=client["postcode"])


def _subject(client: Row) -> Subject:
    return Subject(name=paper_name_of(client), address=parts.address_line(client), document=parts.identity_line(client))


def _operator(work: Work) -> Operator:
    """The agent himself; a book of an earlier version has no ИНН among its settings."""
    settings = work.settings
    return Operator(
        name=parts.my_name(work), address=str(settings["cfg_my_address"]), inn=str(settings.get("cfg_my_inn") or "")
    )


def operator_gaps(work: Work) -> list[str]:
    """What a consent must name of the operator (152-ФЗ, art. 9 § 4) and the settings do not say."""
    asked = {"cfg_my_name": "Ваше имя", "cfg_my_address": "Адрес", "cfg_my_inn": "ИНН"}
    empty = [f"«{title}»" for name, title in asked.items() if not work.settings.get(name)]
    return [f"«Настройки»: не указано {', '.join(empty)}; в согласии вы оператор персональных данных."] if empty else []


def _withdrawal(work: Work) -> str:
    """Where a withdrawal is sent; InputError when the agent has given neither address nor e-mail."""
    where = str(work.settings["cfg_my_address"] or work.settings["cfg_my_email"])
    if not where:
        message = "Некуда прислать отзыв согласия: заполните «Настройки», «Адрес» или «E-mail»."
        raise InputError("cfg_my_address", "", message)
    return where
