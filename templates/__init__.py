"""Word templates of all papers, installed as `osago_xl.templates`; made by scripts/make_templates.py."""
