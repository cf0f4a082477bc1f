"""What cannot be in a contract, and what had better be asked about: one list for every way a contract comes in."""
