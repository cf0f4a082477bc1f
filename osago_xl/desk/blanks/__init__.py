"""Strict-accounting forms (БСО): the register as the workbook stores it."""
