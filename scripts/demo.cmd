@echo off
rem The same as scripts/demo on Windows: environment, then the demonstration into the folder demo.
setlocal
cd /d "%~dp0.."
rem The stamp is written last: an installation that broke off is made again, and a newer lock installed.
.venv\Scripts\python -c "import filecmp, sys; sys.exit(not filecmp.cmp('requirements.lock', '.venv/.installed', False))" 2>nul && goto ready
py -3.11 -m venv .venv || py -3 -m venv .venv || goto nopython
.venv\Scripts\python -m pip install --quiet --disable-pip-version-check -r requirements.lock || goto failed
.venv\Scripts\python -m pip install --quiet --disable-pip-version-check --no-deps --editable . || goto failed
copy /y requirements.lock .venv\.installed >nul || goto failed
:ready
.venv\Scripts\osago-xl demo %1
exit /b %errorlevel%
:nopython
echo Python 3.11 or newer is needed: python.org, "Add to PATH".
exit /b 2
:failed
echo The packages could not be installed: the message above says why. Run this file again.
exit /b 3
