"""A policy of the base → its application, in the form chosen in the settings."""

from __future__ import annotations

from osago_xl.books.base import Row
from osago_xl.desk.papers import contexts_parts as parts
from osago_xl.desk.papers import contexts_terms as terms
from osago_xl.desk.papers.contexts_parts import Contract
from osago_xl.desk.papers.filing import paper_name_of
from osago_xl.documents.contexts.application import (
    Application,
    ModernApplication,
    ModernDocument,
    ModernParty,
    Owner,
    driver_rows,
    modern_driver_rows,
)
from osago_xl.documents.contexts.common import Party
from osago_xl.schema.facts import Values
from osago_xl.work.unit import Work

MODERN = "е-осаго"


def application(work: Work, policy: Row) -> tuple[str, Application | ModernApplication]:
    """Template and context of the form chosen in the settings: 431-П, or the layout of e-OSAGO."""
    contract = parts.contract_of(work, policy)
    if str(work.settings["cfg_application_form"]).strip().lower() == MODERN:
        return "application", modern_application(work, contract)
    return "application_431p", application_431p(work, contract)


def application_431p(work: Work, contract: Contract) -> Application:
    """Annex 2 of 431-П."""
    policy, holder, car = contract.policy, contract.holder, contract.car
    rows, more = driver_rows(terms.drivers(contract))
    return Application(
        insurer=parts.insurer_name(contract.insurer),
        policyholder=_party(holder),
        phone=holder["phone"],
        starts=policy["starts"],
        ends=policy["ends"],
        owner=_owner(contract.owner),
        vehicle=parts.vehicle(car),
        inspection_card=car["inspection_card"],
        inspection_until=car["inspection_until"],
        trailer=terms.trailer(contract),
        purpose=terms.purpose(contract),
        unlimited=terms.unlimited(contract),
        drivers=rows,
        more_drivers=more,
        periods=terms.periods(policy),
        previous=terms.previous_ref(work, contract),
        other=terms.former_licences(contract),
        policy_series=policy["series"],
        policy_number=policy["number"],
        signed_by=parts.signer(holder),
        filled_on=policy["signed"] or work.today,
        calculation=terms.calculation(policy),
        kbm_request=policy["kbm_request"],
        kbm_request_date=policy["kbm_request_day"],
        notes=policy["notes"],
        representative=parts.initials(contract.representative),
        accepted_on=policy["signed"] or work.today,
    )


def modern_application(work: Work, contract: Contract) -> ModernApplication:
    """The current layout of e-OSAGO."""
    policy = contract.policy
    rows, more = modern_driver_rows(terms.drivers(contract))
    return ModernApplication(
        number=policy["key"],
        insurer=parts.insurer_name(contract.insurer),
        policyholder=_modern_party(contract.holder),
        starts=policy["starts"],
        ends=policy["ends"],
        owner=_modern_party(contract.owner),
        owner_kbm=policy["kbm"] if terms.unlimited(contract) else None,
        vehicle=parts.vehicle(contract.car),
        trailer=terms.trailer(contract),
        rented=policy["rented"],
        taxi_forbidden=terms.purpose(contract) != "такси",
        purpose=terms.purpose(contract),
        unlimited=terms.unlimited(contract),
        drivers=rows,
        more_drivers=more,
        periods=terms.periods(policy),
        previous=terms.previous_ref(work, contract),
        calculation=terms.calculation(policy),
        kbm_request=policy["kbm_request"],
        kbm_request_date=policy["kbm_request_day"],
        notes=policy["notes"],
        signed_by=parts.signer(contract.holder),
        filled_on=policy["signed"] or work.today,
        representative=parts.initials(contract.representative),
    )


def _party(client: Values) -> Party:
    return Party(
        name=paper_name_of(client),
        birth_date=parts.birth_date(client),
        inn=parts.company_inn(client),
        document=parts.identity(client),
        address=parts.address(client),
    )


def _owner(client: Values) -> Owner:
    name, company = paper_name_of(client), parts.is_company(client)
    return Owner(
        company=name if company else "",
        citizen="" if company else name,
        birth_date=parts.birth_date(client),
        inn=parts.company_inn(client),
        document=parts.identity(client),
        address=parts.address(client),
    )


def _modern_party(client: Values) -> ModernParty:
    return ModernParty(
        name=paper_name_of(client),
        sex=client["sex"],
        birth_date=parts.birth_date(client),
        inn=parts.company_inn(client),
        document=ModernDocument(
            kind=client["paper"],
            series=client["paper_series"],
            number=client["paper_number"],
            issued_by=client["paper_issuer"],
            issued=client["paper_issued"],
            department=client["paper_unit"],
        ),
        address=parts.address(client),
        phone=client["phone"],
        email=client["email"],
    )
