"""A workbook of an earlier version is patched into one of this version; what is not ours stays byte for byte.

Nothing here knows a version. A part of the file is compared with the declaration (or with a workbook newly built from
it, which is called fresh), and what is missing or different is made good. What the file has and the declaration does
not know cannot be told from the agent's own, so it is kept as his.
"""
