@echo off
rem The same as scripts/demo on Windows: environment, then the demonstration into the folder demo.
setlocal
cd /d "%~dp0.."
if not exist .venv\Scripts\python.exe (
    py -3.11 -m venv .venv || py -3 -m venv .venv || goto nopython
    .venv\Scripts\python -m pip install --quiet -r requirements.lock || goto failed
    .venv\Scripts\python -m pip install --quiet --no-deps --editable . || goto failed
)
.venv\Scripts\osago-xl demo %1
goto end
:nopython
echo Python 3.11 is needed: python.org, "Add to PATH".
exit /b 2
:failed
echo The packages could not be installed.
exit /b 3
:end
