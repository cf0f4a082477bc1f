"""What a cell or a file says, read into our types and written back: dates, numbers, money, phones, identifiers."""
