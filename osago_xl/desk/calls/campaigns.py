"""Campaigns: saved queries with an offer, whose clients fill up the list of the day."""

from __future__ import annotations

from osago_xl.desk import queries
from osago_xl.desk.who.selected import leads
from osago_xl.domain.reasons import Campaign
from osago_xl.errors import InputError
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.lists import QUERIES
from osago_xl.work.unit import Work


def campaigns(work: Work) -> tuple[list[Campaign], list[str]]:
    """Campaigns with their clients, and a sentence for every query that is not understood."""
    found, troubles = [], []
    for query in work.rows(QUERIES):
        if not query["offer"]:
            continue
        try:
            answer = queries.run(work, query)
        except InputError as error:
            troubles.append(f"Акция «{query['query']}»: {error.message}")
            continue
        keys = dict.fromkeys(leads(work, answer.table.name, answer.keys, CLIENTS.name))
        clients = [client for client in (work.find(CLIENTS, key) for key in keys) if client]
        found.append(Campaign(query["query"], query["offer"], clients))
    return found, troubles
