"""Writes the shipped Word templates: forms described as lines of boxes in millimetres.

Run by `scripts/make_templates.py`; the committed .docx equal its output. An agent edits the .docx in
Word, a new edition of a form starts here.
"""
