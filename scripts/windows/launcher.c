/* python.exe of a virtual environment, and with -DPY the launcher py.exe: both start the Python that stands elsewhere.
   An environment names its Python in pyvenv.cfg, one folder up; py.exe knows one Python and refuses other versions. */
#include <windows.h>
#include <stdio.h>
#include <wchar.h>

enum { LONG_PATH = 32768, NO_CONFIGURATION = 106, NO_SUCH_VERSION = 103, CANNOT_START = 101 };

static wchar_t self[LONG_PATH], folder[LONG_PATH], program[LONG_PATH], line[LONG_PATH];

/* The command line without its first word, as it was typed: quotes stay what they are. */
static wchar_t *arguments(void) {
    wchar_t *at = GetCommandLineW(), end = L' ';
    if (*at == L'"') { end = L'"'; at++; }
    while (*at && *at != end) at++;
    if (*at) at++;
    while (*at == L' ') at++;
    return at;
}

#ifdef PY

/* Takes `-3.11-64` and its like off the arguments; NULL for a version that is not there. */
static wchar_t *after_version(wchar_t *at) {
    static const wchar_t here[] = L"-" VERSION;
    wchar_t *end = wcschr(at, L' ');
    size_t length = end ? (size_t)(end - at) : wcslen(at);
    if (at[0] != L'-' || at[1] < L'0' || at[1] > L'9') return at;
    if (!(length == 2 && at[1] == L'3') && wcsncmp(at, here, wcslen(here))) return NULL;
    at += length;
    while (*at == L' ') at++;
    return at;
}

static int find(void) { return wcscpy(folder, HOME) != NULL; }

#else

static wchar_t *after_version(wchar_t *at) { return at; }

/* `home = C:\...` of pyvenv.cfg, written in UTF-8 by venv. */
static int find(void) {
    static char text[LONG_PATH];
    FILE *file;
    wcscpy(program, self);
    *wcsrchr(program, L'\\') = 0;
    if (!wcsrchr(program, L'\\')) return 0;
    wcscpy(wcsrchr(program, L'\\'), L"\\pyvenv.cfg");
    if (!(file = _wfopen(program, L"r"))) return 0;
    while (fgets(text, sizeof text, file)) {
        if (strncmp(text, "home = ", 7)) continue;
        text[strcspn(text, "\r\n")] = 0;
        MultiByteToWideChar(CP_UTF8, 0, text + 7, -1, folder, LONG_PATH);
    }
    fclose(file);
    SetEnvironmentVariableW(L"__PYVENV_LAUNCHER__", self); /* from it Python learns which environment it serves */
    return folder[0] != 0;
}

#endif

static int start(void) {
    STARTUPINFOW how;
    PROCESS_INFORMATION started;
    DWORD code;
    wchar_t *rest = after_version(arguments()), *name;
    GetModuleFileNameW(NULL, self, LONG_PATH);
    if (!rest) { fputs("No suitable Python runtime found\n", stderr); return NO_SUCH_VERSION; }
    if (!find()) { fputs("No pyvenv.cfg file\n", stderr); return NO_CONFIGURATION; }
    name = _wcsicmp(wcsrchr(self, L'\\') + 1, L"pythonw.exe") ? L"python.exe" : L"pythonw.exe";
    swprintf(program, LONG_PATH, L"%ls\\%ls", folder, name);
    swprintf(line, LONG_PATH, L"\"%ls\" %ls", program, rest);
    GetStartupInfoW(&how);
    if (!CreateProcessW(program, line, NULL, NULL, TRUE, 0, NULL, NULL, &how, &started)) return CANNOT_START;
    WaitForSingleObject(started.hProcess, INFINITE);
    GetExitCodeProcess(started.hProcess, &code);
    return (int)code;
}

int wmain(void) { return start(); }

int WINAPI wWinMain(HINSTANCE own, HINSTANCE before, LPWSTR text, int show) { return start(); }
