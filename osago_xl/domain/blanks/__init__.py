"""Strict-accounting forms (БСО): numbers, movements, rules, reports."""
