"""Money of a contract as a chain: its first conditions and every change of them, each with price and commission."""
