"""Who is meant: found, selected, recognised, joined."""
