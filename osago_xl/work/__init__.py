"""The unit of work of a command: rows read, changes collected, written in one step with their journal."""
