"""The manual: its pages are installed as `osago_xl.manual`, and «Помощь» shows them in the browser."""
