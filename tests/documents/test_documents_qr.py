"""Payment QR, read back by an independent decoder (zxing)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
import zxingcpp
from document_parties import PAYEE, PAYMENT
from document_samples import SAMPLES
from PIL import Image

from osago_xl.documents.qr import COMPULSORY, OPTIONAL, payment_png, payment_text
from osago_xl.documents.render import render_bytes
from osago_xl.errors import InputError


def decoded(png: bytes) -> str:
    (code,) = zxingcpp.read_barcodes(Image.open(BytesIO(png)))
    return code.bytes.decode("utf-8")


def fields(text: str) -> dict[str, str]:
    return dict(pair.split("=", 1) for pair in text.split("|")[1:])


def test_code_in_the_notice_gives_the_fields_back():
    with ZipFile(BytesIO(render_bytes("payment_notice", SAMPLES["payment_notice"]))) as document:
        text = decoded(document.read("word/media/qr.png"))
    assert text.startswith("ST00012|Name=")
    assert fields(text) == {
        "Name": "СПАО «Ромашка»",
        "PersonalAcc": "40702810138250123017",
        "BankName": "ПАО СБЕРБАНК",
        "BIC": "044525225",
        "CorrespAcc": "30101810400000000225",
        "PayeeINN": "7707083893",
        "KPP": "770701001",
        "Sum": "3249305",
        "Purpose": "Оплата страховой премии по договору ОСАГО ХХХ 0400000001, Иванов И. И.",
        "LastName": "Иванов",
        "FirstName": "Иван",
        "MiddleName": "Иванович",
        "Contract": "ХХХ 0400000001",
    }


def test_keys_are_ascii_and_the_compulsory_come_first():
    keys = list(fields(payment_text(PAYMENT)))
    assert keys[:5] == ["Name", "PersonalAcc", "BankName", "BIC", "CorrespAcc"]
    assert all(key.isascii() for key in (*COMPULSORY, *OPTIONAL))


def test_longest_values_still_decode():
    payment = replace(
        PAYMENT, payee=replace(PAYEE, name="Ж" * 160, bank="Щ" * 45), purpose="Ы" * 210, last_name="Ъ" * 60
    )
    assert decoded(payment_png(payment)) == payment_text(payment)


def test_bank_without_correspondent_account():
    assert fields(payment_text(replace(PAYMENT, payee=replace(PAYEE, correspondent=""))))["CorrespAcc"] == "0"


@pytest.mark.parametrize(
    ("amount", "kopecks"),
    [("0.01", "1"), ("1", "100"), ("0.10", "10"), ("21000", "2100000"), ("32493.05", "3249305"), ("1E+3", "100000")],
)
def test_amount_in_kopecks(amount, kopecks):
    assert fields(payment_text(replace(PAYMENT, amount=Decimal(amount))))["Sum"] == kopecks


@pytest.mark.parametrize("amount", ["0", "-1", "0.001", "NaN", "Infinity"])
def test_amount_that_cannot_be_paid(amount):
    with pytest.raises(InputError, match="Сумма к оплате"):
        payment_text(replace(PAYMENT, amount=Decimal(amount)))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"account": "40702810138250123018"}, "Расчётный счёт"),
        ({"account": "4070281013825012301"}, "Расчётный счёт"),
        ({"bik": "144525225"}, "БИК"),
        ({"correspondent": "30101810400000000226"}, "Корр. счёт"),
        ({"name": ""}, "Получатель"),
        ({"name": "Ж" * 161}, "Получатель"),
        ({"bank": "Банк | филиал"}, "Банк получателя"),
        ({"bank": "Щ" * 46}, "Банк получателя"),
    ],
)
def test_wrong_requisite_is_named(change, field):
    with pytest.raises(InputError) as refused:
        payment_text(replace(PAYMENT, payee=replace(PAYEE, **change)))
    assert refused.value.field == field


def test_line_ends_and_hidden_characters_do_not_reach_the_code():
    assert fields(payment_text(replace(PAYMENT, purpose="Оплата\r\nпремии\x00")))["Purpose"] == "Оплата премии"
