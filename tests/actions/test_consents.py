"""What a consent must name (152-ФЗ, article 9), said before it is printed."""

import pytest

from osago_xl.errors import OsagoError
from osago_xl.schema.sheets.clients import CLIENTS


def test_a_consent_names_what_it_lacks_of_the_operator(sold):
    """152-ФЗ, article 9 § 4: name and address of the operator stand in the consent."""
    sold.setup(lambda work: work.set_setting("cfg_my_email", "agent@example.ru"))
    sold.select("tblClients", "К-000001")
    with pytest.raises(OsagoError, match="не указано «Ваше имя», «Адрес», «ИНН»"):
        sold.click("print_consents", yes=False)
    for name, value in (("cfg_my_name", "Орлов Пётр"), ("cfg_my_address", "Казань"), ("cfg_my_inn", "500100732259")):
        sold.setup(lambda work, name=name, value=value: work.set_setting(name, value))
    sold.setup(lambda work: work.set(CLIENTS, work.get(CLIENTS, "К-000001"), paper_number="123456"))
    files = sold.click("print_consents", yes=False).files
    assert len(files) == 3
