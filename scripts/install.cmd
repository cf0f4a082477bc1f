@echo off
rem Installs osago-xl from the folder "wheels" beside this file: no internet, no administrator. Run it again to update or
rem to repair: books, settings and tariffs of the agent stay.
rem The Russian lines are in code page 866, in which a Russian cmd reads its files.
rem install.cmd [BOOK]: where the workbook is or shall be, without it Documents\OSAGO\OSAGO.xlsm.
setlocal
set "home=%LOCALAPPDATA%\osago-xl"
set "book=%USERPROFILE%\Documents\OSAGO\OSAGO.xlsm"
if not "%~1"=="" set "book=%~f1"
for %%F in ("%book%") do set "folder=%%~dpF"
pushd "%~dp0" || goto failed
tasklist 2>nul | find /i "EXCEL.EXE" >nul && goto excel

rem A Python that Excel can start: 64-bit, of a version the wheels are for, not from the Microsoft Store.
set "fits=import sys; sys.exit(sys.maxsize < 2**32 or 'windowsapps' in sys.executable.lower() or sys.version_info[:2] not in [(3, 11), (3, 12), (3, 13)])"
for %%P in ("%home%\Scripts\python.exe" "%home%\python\python.exe") do "%%~P" -c "%fits%" >nul 2>nul && set "run=%%~P" && goto packages
for %%V in ("py -3.13-64" "py -3.12-64" "py -3.11-64" "python") do %%~V -c "%fits%" >nul 2>nul && set "python=%%~V" && goto environment
if not exist python\python.exe goto nopython
python\python.exe -c "import shutil, sys; shutil.copytree('python', sys.argv[1], dirs_exist_ok=True)" "%home%\python" || goto failed
set "run=%home%\python\python.exe"
goto packages
:environment
%python% -m venv --without-pip "%home%" || goto failed
set "run=%home%\Scripts\python.exe"

:packages
for %%W in (wheels\pip-*.whl) do set "pip=%%W\pip"
"%run%" "%pip%" install --quiet --no-index --find-links wheels --require-hashes --force-reinstall --no-warn-script-location --requirement requirements.txt || goto failed
if not exist "%folder%" mkdir "%folder%" || goto failed
if not exist "%book%" "%run%" -m osago_xl new "%book%" || goto failed
"%run%" -m osago_xl install "%book%" || goto failed
"%run%" -m osago_xl doctor "%book%"
popd
pause
exit /b 0
:excel
echo Excel открыт, а программа меняет его части. Сохраните книги, закройте Excel и запустите этот файл ещё раз.
set "code=4"
goto end
:nopython
echo На этом компьютере нет 64-разрядного Python 3.11, 3.12 или 3.13.
echo Поставьте его с сайта https://www.python.org/downloads/windows/ (не из Microsoft Store) и запустите этот файл ещё раз.
set "code=2"
goto end
:failed
echo Установка не закончена, книги не тронуты. Причина написана выше. Бывает: нет места на диске, антивирус удалил файл,
echo архив распакован не весь. Исправьте и запустите этот файл ещё раз.
set "code=3"
:end
pause
exit /b %code%
