"""python -m osago_xl: the same as the command osago-xl."""

from osago_xl.cli.main import main

raise SystemExit(main())
