"""Whose a row is: the client's by the agent who leads him, everything else his whose client or policy it hangs on."""

from __future__ import annotations

from collections.abc import Iterator

from osago_xl.agency.model import SHARED, Shared
from osago_xl.agency.plan import Plan
from osago_xl.agency.tables import OFFICE
from osago_xl.agency.values import Values
from osago_xl.schema.sheets.blanks import FORM_MOVES
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.journals import PAID_BY_CLIENTS, PAYMENTS
from osago_xl.schema.sheets.policies import POLICIES


class Owners:
    """Owners of the rows of a plan. Only a head moves rows from one member to another; who adds a row has it."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._known: dict[tuple[str, str], int] = {}

    def of(self, shared: Shared, key: str) -> int:
        """The member a row belongs to when the exchange is done."""
        if not shared.has_owner:
            return OFFICE
        if (shared.name, key) not in self._known:
            self._known[shared.name, key] = self._before(shared, key)  # a circle of links ends here
            self._known[shared.name, key] = self._find(shared, key)
        return self._known[shared.name, key]

    def _before(self, shared: Shared, key: str) -> int:
        if shared.table is FORM_MOVES and key in self._plan.handed:
            return self._plan.handed[key]
        stored = self._plan.snapshot.rows[shared.name].get(key)
        return stored.owner if stored else self._plan.member.id

    def _find(self, shared: Shared, key: str) -> int:
        before = self._before(shared, key)
        values = self._plan.rows[shared.name].get(key)
        if values is None or not self._plan.member.is_head:
            return before
        if shared.table is CLIENTS:
            leads = self._plan.snapshot.members.get(values["agent"])
            return leads.id if leads else before
        if shared.table.private or (shared.table is PAYMENTS and not self._is_his(values)):
            return before
        return next(self._through(shared, values), before)

    def _through(self, shared: Shared, values: Values) -> Iterator[int]:
        """Owners of the rows it hangs on: the client first, then the policy, then the driver."""
        for table in (CLIENTS.name, POLICIES.name, *SHARED):
            for column, link in shared.links.items():
                if link.of == table != shared.name and values[column] in self._plan.rows.get(table, ()):
                    yield self.of(SHARED[table], values[column])

    def _is_his(self, values: Values) -> bool:
        """Whether a payment is any business of the policy's agent: his client's, or between the office and him."""
        return values["kind"] in PAID_BY_CLIENTS or values["party"] in self._plan.snapshot.members
