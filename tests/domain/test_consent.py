from datetime import date, timedelta

import pytest

from osago_xl.domain.consent import Consent, Purpose, Status, check, status

GIVEN = date(2025, 9, 1)
ADVERT = Consent("К-000001", Purpose.ADVERTISING, GIVEN, file="согласие.pdf")


def may_advertise(consents, day):
    return status(consents, Purpose.ADVERTISING, day) is Status.YES


def on(days):
    return GIVEN + timedelta(days=days)


def test_without_a_paper_there_is_no_advertising():
    assert not may_advertise([], GIVEN)
    assert not may_advertise([ADVERT._replace(purpose=Purpose.PROCESSING)], GIVEN)


def test_from_the_day_it_is_given_to_its_last_day():
    consents = [ADVERT._replace(until=on(10))]
    assert [may_advertise(consents, on(day)) for day in (-1, 0, 10, 11)] == [False, True, True, False]


def test_no_longer_on_the_day_of_withdrawal():
    consents = [ADVERT._replace(withdrawn=on(5))]
    assert [may_advertise(consents, on(day)) for day in (4, 5)] == [True, False]
    assert status(consents, Purpose.ADVERTISING, on(5)) is Status.WITHDRAWN


def test_withdrawal_ends_every_earlier_paper():
    consents = [ADVERT, ADVERT._replace(given=on(1), withdrawn=on(5))]
    assert not may_advertise(consents, on(5))


def test_a_paper_signed_later_counts_again():
    consents = [ADVERT._replace(withdrawn=on(5)), ADVERT._replace(given=on(6))]
    assert may_advertise(consents, on(6))


def test_expired_is_no_and_not_withdrawn():
    assert status([ADVERT._replace(until=on(1))], Purpose.ADVERTISING, on(2)) is Status.NO


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({}, []),
        ({"file": ""}, ["consent.file"]),
        ({"given": on(31)}, ["consent.date"]),
        ({"withdrawn": on(-1)}, ["consent.withdrawn"]),
        ({"until": on(-1)}, ["consent.until"]),
    ],
)
def test_wrong_rows(change, rule):
    assert [finding.rule for finding in check(ADVERT._replace(**change), on(30))] == rule
