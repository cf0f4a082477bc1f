"""Write the Word templates of `templates/` from osago_xl.documents.authoring."""

from __future__ import annotations

from pathlib import Path

from osago_xl.documents.authoring.forms import FORMS

TARGET = Path(__file__).resolve().parent.parent / "templates"


def main() -> None:
    for name, form in FORMS.items():
        (TARGET / name).write_bytes(form().docx())
        print(name)


if __name__ == "__main__":
    main()
