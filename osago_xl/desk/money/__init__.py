"""Payments, commission, acts, debts, reconciliation."""
