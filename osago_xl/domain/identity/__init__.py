"""Who is the same person, car, policy, form: one engine for import, form, twins, merge, reconciliation and search.

    row → traits (what identifies it, read the same everywhere) → signs for and against → same, perhaps, another

What counts is declared at the tables (schema/identities.py). Evidence against always wins, placeholders identify
nobody, and the answer does not depend on the order of rows.
"""
