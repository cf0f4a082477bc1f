"""By what a row of each table is known again: signs for and against, the strongest first (domain.identity).

Every other table: its first column.
"""

from __future__ import annotations

from collections.abc import Mapping

from osago_xl.domain.identity.signs import Identity, Sign
from osago_xl.schema.tables import Table

_PERSON = ("birth_date", "paper", "inn", "sex")
_RENEWED = ("birth_date", "inn")
"""With an equal key a passport may have been changed in one of two copies of a base."""

CLIENTS = Identity(
    signs=(
        Sign(("paper",), "тот же документ", "may be", ("birth_date", "inn", "sex")),
        Sign(("inn",), "тот же ИНН", "may be", ("birth_date", "paper", "sex")),
        Sign(("name", "birth_date"), "те же имя и дата рождения", "", _PERSON),
        Sign(("phone",), "тот же телефон и имя", "same", _PERSON),
        Sign(("email",), "тот же e-mail и имя", "same", _PERSON),
        Sign(("car",), "та же машина и имя", "same", _PERSON, sure=False),
        Sign(("paper",), "тот же документ", "", ("birth_date", "inn"), sure=False),
        Sign(("phone",), "тот же телефон, похожее имя", "may be", _PERSON, sure=False),
        Sign(("email",), "тот же e-mail, похожее имя", "may be", _PERSON, sure=False),
    ),
    kin=(Sign(("name",), "", "", _RENEWED), Sign(("phone",), "", "", _RENEWED)),
    alone=("town",),
    shared=("phone", "email"),
    words={
        "birth_date": "другая дата рождения", "paper": "другой документ", "inn": "другой ИНН",
        "sex": "отчество другого пола", "town": "другой город",
    },
)  # fmt: skip

CARS = Identity(
    signs=(
        Sign(("vin",), "тот же VIN"),
        Sign(("plate",), "тот же госномер", "", ("vin",)),
        Sign(("owner", "car_name", "year"), "та же машина того же собственника", "", ("vin", "plate")),
        Sign(("owner", "car_name"), "та же машина того же собственника", "", ("year",), without=("vin", "plate")),
    ),
    kin=(Sign(("car_name",), "", "", ("vin", "plate")),),
    words={"vin": "другой VIN", "plate": "другой госномер"},
)

DRIVERS = Identity(
    signs=(
        Sign(("licence",), "то же удостоверение", "", ("birth_date",)),
        Sign(("name", "birth_date"), "те же имя и дата рождения"),
    ),
    kin=(Sign(("name",), "", "", ("birth_date",)),),
    words={"birth_date": "другая дата рождения"},
)

POLICIES = Identity(
    signs=(
        Sign(("policy_number",), "тот же номер полиса", "", ("series",)),
        Sign(("insurer", "product", "number"), "тот же номер полиса", "", ("series",)),
        Sign(("client", "product", "car", "starts"), "тот же договор того же дня", "", ("number",)),
    ),
    kin=(Sign(("client", "product"), "", "", ("number", "starts")),),
)

IDENTITIES: Mapping[str, Identity] = {
    "tblClients": CLIENTS,
    "tblCars": CARS,
    "tblDrivers": DRIVERS,
    "tblPolicies": POLICIES,
    "tblAdmitted": Identity((Sign(("policy", "driver")),)),
    "tblContacts": Identity(kin=(Sign(("day", "client", "kind")),)),
    "tblTasks": Identity(kin=(Sign(("client", "what"), blanks=True), Sign(("client", "due", "kind")))),
    "tblDocs": Identity((Sign(("client", "kind", "number", "day")),), kin=(Sign(("client", "kind")),)),
    "tblPayments": Identity(kin=(Sign(("policy", "kind", "due", "income", "expense"), blanks=True),)),
    "tblChanges": Identity((Sign(("policy", "kind", "day", "full_premium")),)),
    "tblActs": Identity((Sign(("kind", "party", "number", "since")),)),
    "tblFormMoves": Identity((Sign(("day", "operation", "kind", "series", "first", "last")),)),
    "tblBaseRates": Identity((Sign(("insurer", "category", "owner", "territory", "since"), blanks=True),)),
    "tblCommission": Identity(
        (
            Sign(
                ("insurer", "product", "agent", "contract_kind", "owner", "category", "region", "kbm_max", "since"),
                blanks=True,
            ),
        )
    ),
    "tblLayouts": Identity((Sign(("form", "field", "page"), blanks=True),)),
    "tblHolidays": Identity((Sign(("day", "month", "holiday"), blanks=True),)),
}


def identity_of(table: Table) -> Identity:
    """How rows of a table are known again."""
    return IDENTITIES.get(table.name) or Identity((Sign((table.columns[0].key,)),))
