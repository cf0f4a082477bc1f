@echo off
rem Installs osago-xl from the folder "wheels" beside this file: no internet, no administrator.
rem install.cmd [BOOK]: where the workbook is or shall be, without it Documents\OSAGO\OSAGO.xlsm.
setlocal
cd /d "%~dp0"
set "home=%LOCALAPPDATA%\osago-xl"
set "book=%~1"
if "%book%"=="" set "book=%USERPROFILE%\Documents\OSAGO\OSAGO.xlsm"
for %%F in ("%book%") do set "folder=%%~dpF"
for %%V in (3.13 3.12 3.11) do py -%%V-64 -c "" 2>nul && set "python=py -%%V-64" && goto found
goto nopython
:found
if not exist "%home%\Scripts\python.exe" %python% -m venv "%home%" || goto failed
"%home%\Scripts\python" -m pip install --quiet --no-index --find-links wheels --upgrade osago-xl || goto failed
if not exist "%folder%" mkdir "%folder%" || goto failed
if not exist "%book%" "%home%\Scripts\osago-xl" new "%book%" || goto failed
"%home%\Scripts\osago-xl" install "%book%" || goto failed
"%home%\Scripts\osago-xl" doctor "%book%"
pause
exit /b 0
:nopython
echo 64-bit Python 3.11, 3.12 or 3.13 is needed: run its installer from python.org first.
pause
exit /b 2
:failed
echo Not installed. The message above says why.
pause
exit /b 3
