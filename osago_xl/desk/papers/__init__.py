"""Papers of a client: contexts from rows, files in his folder, printing, overprint and its layouts."""
