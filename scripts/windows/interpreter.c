/* python.exe, and with -mwindows pythonw.exe: the interpreter is in python3XX.dll, this only starts it. */
#include <windows.h>

__declspec(dllimport) int Py_Main(int argc, wchar_t **argv);
extern int __argc;
extern wchar_t **__wargv;

int wmain(int argc, wchar_t **argv) { return Py_Main(argc, argv); }

int WINAPI wWinMain(HINSTANCE self, HINSTANCE before, LPWSTR line, int show) { return Py_Main(__argc, __wargv); }
