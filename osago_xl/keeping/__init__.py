"""Nothing lost, nobody in: copies and restoring, merging and splitting of bases, passwords, upgrades."""
