"""The rows of all tables for the checker of types: key → what stands there. Written by `osago-xl build`.

An empty cell is None (in a column of texts ""), and a cell that does not fit its column a `Misfit`; both are false.
"""

# fmt: off
# ruff: noqa: E501

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal, overload

from osago_xl.schema.row import Row
from osago_xl.values.misfit import Misfit


class CallsRow(Row):
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["place", "days"]) -> int | Decimal | Misfit | None: ...
    @overload
    def __getitem__(self, key: Literal["name", "phone", "call_link", "why", "car_policy", "last", "result", "again", "note", "offer", "sms_link", "advertising", "last_result", "client", "family", "reasons", "done"]) -> str: ...
    @overload
    def __getitem__(self, key: Literal["policy_ends"]) -> date | Misfit | None: ...
    def __getitem__(self, key: str) -> Any: return super().__getitem__(key)


class RenewalsRow(Row):
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["place", "days", "claims"]) -> int | Decimal | Misfit | None: ...
    @overload
    def __getitem__(self, key: Literal["name", "phone", "call_link", "car", "insurer", "best", "outcome", "reason", "again", "because", "stage", "policy", "note", "policy_key", "done"]) -> str: ...
    @overload
    def __getitem__(self, key: Literal["premium", "forecast", "change"]) -> Decimal | Misfit | None: ...
    @overload
    def __getitem__(self, key: Literal["ends"]) -> date | Misfit | None: ...
    def __getitem__(self, key: str) -> Any: return super().__getitem__(key)


class ClientsRow(Row):
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["key", "name", "phone", "call_link", "status", "comment", "due", "why", "service", "missing", "segment", "channel", "referrer", "referrer_name", "may_name", "influence", "agent", "former_agent", "preferences", "advertising", "cars", "kind", "sex", "phone_2", "email", "contact_person", "position", "industry", "profession", "salutation", "paper_name", "paper", "paper_series", "paper_number", "paper_issuer", "paper_unit", "inn", "ogrn", "kpp", "postcode", "region", "district", "city", "street", "house", "building", "flat", "source", "search"]) -> str: ...
    @overload
    def __getitem__(self, key: Literal["call_from", "next_call", "last_contact", "policy_ends", "first_order", "last_order", "last_mailing", "birth_date", "birthday", "paper_issued", "added", "changed", "renewal_from"]) -> date | Misfit | None: ...
    @overload
    def __getitem__(self, key: Literal["policies", "own_days", "brought_people", "period"]) -> int | Decimal | Misfit | None: ...
    @overload
    def __getitem__(self, key: Literal["year_premium", "brought_sum"]) -> Decimal | Misfit | None: ...
    def __getitem__(self, key: str) -> Any: return super().__getitem__(key)


class PoliciesRow(Row):
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["key", "who", "call_link", "car_name", "product", "insurer", "policy", "now", "outcome", "phone", "comment", "client", "owner", "car", "state", "series", "number", "purpose", "trailer", "rented", "unlimited", "drivers", "driver_keys", "previous", "successor", "loss_reason", "notes", "act", "kbm_request", "hold", "bordereau_act", "services_act", "partner", "agent", "check", "folder", "folder_path"]) -> str: ...
    @overload
    def __getitem__(self, key: Literal["ends", "signed", "starts", "use_1_from", "use_1_to", "use_2_from", "use_2_to", "use_3_from", "use_3_to", "cancelled", "kbm_request_day", "handed", "checked"]) -> date | Misfit | None: ...
    @overload
    def __getitem__(self, key: Literal["left", "client_row", "claims", "check_age"]) -> int | Decimal | Misfit | None: ...
    @overload
    def __getitem__(self, key: Literal["premium", "debt", "refund", "tb", "kt", "kbm", "kvs", "ko", "km", "ks", "kp", "forecast", "forecast_change", "paid", "insurer_discount", "discount", "bordereau_percent", "bordereau", "services_percent", "services", "to_transfer", "partner_percent"]) -> Decimal | Misfit | None: ...
    def __getitem__(self, key: str) -> Any: return super().__getitem__(key)


class CarsRow(Row):
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["key", "name", "owner_name", "make", "model", "plate", "vin", "category", "purpose", "comment", "region", "place", "owner", "body", "chassis", "paper", "paper_series", "paper_number", "trailer", "inspection_card"]) -> str: ...
    @overload
    def __getitem__(self, key: Literal["year", "power_hp", "mass", "seats", "owner_row"]) -> int | Decimal | Misfit | None: ...
    @overload
    def __getitem__(self, key: Literal["power_kw"]) -> Decimal | Misfit | None: ...
    @overload
    def __getitem__(self, key: Literal["paper_issued", "inspection_until", "sold"]) -> date | Misfit | None: ...
    def __getitem__(self, key: str) -> Any: return super().__getitem__(key)


class DriversRow(Row):
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["key", "name", "licence_series", "licence_number", "kvs_change", "client_name", "client", "former_licence", "former_name", "kbm_request", "phone"]) -> str: ...
    @overload
    def __getitem__(self, key: Literal["birth_date", "licensed", "kbm_day", "licence_until"]) -> date | Misfit | None: ...
    @overload
    def __getitem__(self, key: Literal["age", "experience", "client_row"]) -> int | Decimal | Misfit | None: ...
    @overload
    def __getitem__(self, key: Literal["kbm"]) -> Decimal | Misfit | None: ...
    def __getitem__(self, key: str) -> Any: return super().__getitem__(key)


class ContactsRow(Row):
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["key", "who", "kind", "direction", "reason", "result", "note", "offered", "agent", "client", "policy", "file", "mailing", "delivered"]) -> str: ...
    @overload
    def __getitem__(self, key: Literal["day", "next_call"]) -> date | Misfit | None: ...
    @overload
    def __getitem__(self, key: Literal["referrals", "client_row"]) -> int | Decimal | Misfit | None: ...
    @overload
    def __getitem__(self, key: Literal["created"]) -> datetime | Misfit | None: ...
    def __getitem__(self, key: str) -> Any: return super().__getitem__(key)


class TasksRow(Row):
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["key", "what", "kind", "who", "offer", "agent", "state", "repeat", "client", "policy", "source"]) -> str: ...
    @overload
    def __getitem__(self, key: Literal["due", "done"]) -> date | Misfit | None: ...
    @overload
    def __getitem__(self, key: Literal["left", "client_row"]) -> int | Decimal | Misfit | None: ...
    def __getitem__(self, key: str) -> Any: return super().__getitem__(key)


class DocsRow(Row):
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["key", "who", "kind", "number", "source", "result", "open", "comment", "client", "policy", "file", "by"]) -> str: ...
    @overload
    def __getitem__(self, key: Literal["day", "until", "withdrawn"]) -> date | Misfit | None: ...
    @overload
    def __getitem__(self, key: Literal["client_row"]) -> int | Decimal | Misfit | None: ...
    def __getitem__(self, key: str) -> Any: return super().__getitem__(key)


class PaymentsRow(Row):
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["key", "who", "kind", "party", "method", "document", "act", "comment", "policy", "agent", "fn", "fd", "fpd", "receipt_sent"]) -> str: ...
    @overload
    def __getitem__(self, key: Literal["day", "due"]) -> date | Misfit | None: ...
    @overload
    def __getitem__(self, key: Literal["income", "expense", "to_transfer", "acquiring", "awaited"]) -> Decimal | Misfit | None: ...
    @overload
    def __getitem__(self, key: Literal["policy_row"]) -> int | Decimal | Misfit | None: ...
    def __getitem__(self, key: str) -> Any: return super().__getitem__(key)


class ChangesRow(Row):
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["key", "number", "who", "kind", "what", "policy"]) -> str: ...
    @overload
    def __getitem__(self, key: Literal["day"]) -> date | Misfit | None: ...
    @overload
    def __getitem__(self, key: Literal["full_premium", "charged", "bordereau_percent", "bordereau", "services_percent", "services"]) -> Decimal | Misfit | None: ...
    @overload
    def __getitem__(self, key: Literal["entered"]) -> datetime | Misfit | None: ...
    @overload
    def __getitem__(self, key: Literal["policy_row"]) -> int | Decimal | Misfit | None: ...
    def __getitem__(self, key: str) -> Any: return super().__getitem__(key)


class FormsRow(Row):
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["kind", "insurer", "series", "first", "last", "place", "holder", "state", "policy"]) -> str: ...
    @overload
    def __getitem__(self, key: Literal["count", "days"]) -> int | Decimal | Misfit | None: ...
    @overload
    def __getitem__(self, key: Literal["since"]) -> date | Misfit | None: ...
    def __getitem__(self, key: str) -> Any: return super().__getitem__(key)


class FormMovesRow(Row):
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["key", "operation", "kind", "insurer", "series", "first", "last", "party", "policy", "document", "note"]) -> str: ...
    @overload
    def __getitem__(self, key: Literal["place", "count"]) -> int | Decimal | Misfit | None: ...
    @overload
    def __getitem__(self, key: Literal["day"]) -> date | Misfit | None: ...
    def __getitem__(self, key: str) -> Any: return super().__getitem__(key)


class ActsRow(Row):
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["key", "number", "kind", "party", "state", "file"]) -> str: ...
    @overload
    def __getitem__(self, key: Literal["since", "until", "day"]) -> date | Misfit | None: ...
    @overload
    def __getitem__(self, key: Literal["policies"]) -> int | Decimal | Misfit | None: ...
    @overload
    def __getitem__(self, key: Literal["premium", "commission", "to_transfer", "to_return"]) -> Decimal | Misfit | None: ...
    def __getitem__(self, key: str) -> Any: return super().__getitem__(key)


class ReportRow(Row):
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8", "c9", "c10", "c11", "c12", "c13", "c14"]) -> Any: ...
    @overload
    def __getitem__(self, key: Literal["row_key", "role", "signs"]) -> str: ...
    def __getitem__(self, key: str) -> Any: return super().__getitem__(key)


class FindingsRow(Row):
    def __getitem__(self, key: Literal["level", "sheet", "link", "column", "message", "hint", "fix", "rule", "row_key", "address"]) -> str:  # type: ignore[override]
        return super().__getitem__(key)  # type: ignore[no-any-return]


class ServicesRow(Row):
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["service", "offered", "active"]) -> str: ...
    @overload
    def __getitem__(self, key: Literal["days", "months"]) -> int | Decimal | Misfit | None: ...
    def __getitem__(self, key: str) -> Any: return super().__getitem__(key)


class ChannelsRow(Row):
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["channel", "kind", "active"]) -> str: ...
    @overload
    def __getitem__(self, key: Literal["cost"]) -> Decimal | Misfit | None: ...
    def __getitem__(self, key: str) -> Any: return super().__getitem__(key)


class StatusesRow(Row):
    def __getitem__(self, key: Literal["status", "reminded"]) -> str:  # type: ignore[override]
        return super().__getitem__(key)  # type: ignore[no-any-return]


class ResultsRow(Row):
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["result", "talk", "stage", "status", "task"]) -> str: ...
    @overload
    def __getitem__(self, key: Literal["again"]) -> int | Decimal | Misfit | None: ...
    def __getitem__(self, key: str) -> Any: return super().__getitem__(key)


class ReasonsRow(Row):
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["reason", "code", "on", "advert", "say"]) -> str: ...
    @overload
    def __getitem__(self, key: Literal["days", "priority"]) -> int | Decimal | Misfit | None: ...
    def __getitem__(self, key: str) -> Any: return super().__getitem__(key)


class LossReasonsRow(Row):
    def __getitem__(self, key: Literal["reason"]) -> str:  # type: ignore[override]
        return super().__getitem__(key)  # type: ignore[no-any-return]


class EventsRow(Row):
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["event", "offer"]) -> str: ...
    @overload
    def __getitem__(self, key: Literal["days"]) -> int | Decimal | Misfit | None: ...
    def __getitem__(self, key: str) -> Any: return super().__getitem__(key)


class HolidaysRow(Row):
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["day", "month"]) -> int | Decimal | Misfit | None: ...
    @overload
    def __getitem__(self, key: Literal["holiday", "who", "off"]) -> str: ...
    def __getitem__(self, key: str) -> Any: return super().__getitem__(key)


class SeriesRow(Row):
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["series", "kind", "active"]) -> str: ...
    @overload
    def __getitem__(self, key: Literal["since", "until"]) -> date | Misfit | None: ...
    def __getitem__(self, key: str) -> Any: return super().__getitem__(key)


class DocKindsRow(Row):
    def __getitem__(self, key: Literal["kind"]) -> str:  # type: ignore[override]
        return super().__getitem__(key)  # type: ignore[no-any-return]


class ScriptsRow(Row):
    def __getitem__(self, key: Literal["cue", "say"]) -> str:  # type: ignore[override]
        return super().__getitem__(key)  # type: ignore[no-any-return]


class QueriesRow(Row):
    def __getitem__(self, key: Literal["query", "table", "where", "columns", "sort", "offer"]) -> str:  # type: ignore[override]
        return super().__getitem__(key)  # type: ignore[no-any-return]


class InsurersRow(Row):
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["insurer", "full_name", "active", "contract", "hold", "site", "phone", "signer", "warrant", "inn", "kpp", "ogrn", "licence", "address", "account", "bank", "bic", "correspondent"]) -> str: ...
    @overload
    def __getitem__(self, key: Literal["contract_day"]) -> date | Misfit | None: ...
    @overload
    def __getitem__(self, key: Literal["percent"]) -> Decimal | Misfit | None: ...
    @overload
    def __getitem__(self, key: Literal["transfer_days"]) -> int | Decimal | Misfit | None: ...
    def __getitem__(self, key: str) -> Any: return super().__getitem__(key)


class SettingsRow(Row):
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["section", "parameter", "unit", "text", "name"]) -> str: ...
    @overload
    def __getitem__(self, key: Literal["value"]) -> Any: ...
    def __getitem__(self, key: str) -> Any: return super().__getitem__(key)


class AgentsRow(Row):
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["agent", "role", "full_name", "phone", "status", "passport", "contract"]) -> str: ...
    @overload
    def __getitem__(self, key: Literal["share", "partner_percent", "plan_premium", "plan_bonus"]) -> Decimal | Misfit | None: ...
    @overload
    def __getitem__(self, key: Literal["plan_day", "plan_week", "plan_month", "form_limit"]) -> int | Decimal | Misfit | None: ...
    @overload
    def __getitem__(self, key: Literal["works_until"]) -> date | Misfit | None: ...
    def __getitem__(self, key: str) -> Any: return super().__getitem__(key)


class BaseRatesRow(Row):
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["insurer", "category", "owner", "territory", "source", "corridor"]) -> str: ...
    @overload
    def __getitem__(self, key: Literal["since", "until"]) -> date | Misfit | None: ...
    @overload
    def __getitem__(self, key: Literal["rate"]) -> Decimal | Misfit | None: ...
    def __getitem__(self, key: str) -> Any: return super().__getitem__(key)


class CommissionRow(Row):
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["insurer", "product", "agent", "contract_kind", "owner", "category", "region", "form", "hold", "comment"]) -> str: ...
    @overload
    def __getitem__(self, key: Literal["kbm_max", "bordereau", "services"]) -> Decimal | Misfit | None: ...
    @overload
    def __getitem__(self, key: Literal["since", "until"]) -> date | Misfit | None: ...
    def __getitem__(self, key: str) -> Any: return super().__getitem__(key)


class TariffsRow(Row):
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["section", "what", "act", "certainty", "source", "note"]) -> str: ...
    @overload
    def __getitem__(self, key: Literal["value"]) -> Decimal | Misfit | None: ...
    def __getitem__(self, key: str) -> Any: return super().__getitem__(key)


class LayoutsRow(Row):
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["form", "field", "font", "bold", "align", "format", "printed"]) -> str: ...
    @overload
    def __getitem__(self, key: Literal["page", "boxes"]) -> int | Decimal | Misfit | None: ...
    @overload
    def __getitem__(self, key: Literal["x", "y", "width", "height", "size"]) -> Decimal | Misfit | None: ...
    @overload
    def __getitem__(self, key: Literal["changed"]) -> datetime | Misfit | None: ...
    def __getitem__(self, key: str) -> Any: return super().__getitem__(key)


class PrintersRow(Row):
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["printer"]) -> str: ...
    @overload
    def __getitem__(self, key: Literal["shift_x", "shift_y", "scale"]) -> Decimal | Misfit | None: ...
    def __getitem__(self, key: str) -> Any: return super().__getitem__(key)


class AdmittedRow(Row):
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["policy", "driver", "kbm_request"]) -> str: ...
    @overload
    def __getitem__(self, key: Literal["place", "age", "experience"]) -> int | Decimal | Misfit | None: ...
    @overload
    def __getitem__(self, key: Literal["kbm", "kvs"]) -> Decimal | Misfit | None: ...
    def __getitem__(self, key: str) -> Any: return super().__getitem__(key)


class TrashRow(Row):
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["row_key", "table", "content"]) -> str: ...
    @overload
    def __getitem__(self, key: Literal["moment"]) -> datetime | Misfit | None: ...
    def __getitem__(self, key: str) -> Any: return super().__getitem__(key)


class LogRow(Row):
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["command_number"]) -> int | Decimal | Misfit | None: ...
    @overload
    def __getitem__(self, key: Literal["moment"]) -> datetime | Misfit | None: ...
    @overload
    def __getitem__(self, key: Literal["command", "table", "row_key", "what", "before", "after", "undone"]) -> str: ...
    def __getitem__(self, key: str) -> Any: return super().__getitem__(key)


class RegionsRow(Row):
    def __getitem__(self, key: Literal["region", "code"]) -> str:  # type: ignore[override]
        return super().__getitem__(key)  # type: ignore[no-any-return]


class MakesRow(Row):
    def __getitem__(self, key: Literal["make"]) -> str:  # type: ignore[override]
        return super().__getitem__(key)  # type: ignore[no-any-return]


class KbmRow(Row):
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["kbm"]) -> Decimal | Misfit | None: ...
    @overload
    def __getitem__(self, key: Literal["kbm_class"]) -> str: ...
    def __getitem__(self, key: str) -> Any: return super().__getitem__(key)


class HandedOverRow(Row):
    def __getitem__(self, key: Literal["table", "row_key", "said"]) -> str:  # type: ignore[override]
        return super().__getitem__(key)  # type: ignore[no-any-return]


class AgencyRow(Row):
    def __getitem__(self, key: Literal["name", "value"]) -> str:  # type: ignore[override]
        return super().__getitem__(key)  # type: ignore[no-any-return]
