"""Whom to call today and why, renewals, campaigns, reminders."""
