"""The declarations of the sheets, one module per group of tabs."""
