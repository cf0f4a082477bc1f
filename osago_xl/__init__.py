"""The tool of an OSAGO agent: a generated workbook, worksheet functions and commands."""
