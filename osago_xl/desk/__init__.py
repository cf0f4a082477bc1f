"""The agent's work on the rows of a base: what the buttons of `osago_xl.actions` are made of.

A command is a `Work`: it reads tables, collects changes and writes them in one step. The rooms: `calls` (whom and
why), `contract` (the form Оформление, premiums), `papers` (documents and printing), `letters` (mailings), `forms`
(strict-accounting forms), `money` (payments, acts, debts).
"""
