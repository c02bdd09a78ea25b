/* A program in place of the real one, for wine_check.py: it says its version, runs as long as a file is there, and as a
 * window leaves a file that tells of its start. Also the only way to hand a command line to a program as it stands:
 * NSIS wants folders without quotes, and whoever starts a program of Windows from Linux puts quotes around spaces. */
#include <stdio.h>
#include <string.h>
#include <wchar.h>
#include <windows.h>

static int launch(const wchar_t *file) { /* a file with one command line, UTF-16 */
    static wchar_t line[4096];
    STARTUPINFOW how = {sizeof how};
    PROCESS_INFORMATION made;
    DWORD code;
    FILE *opened = _wfopen(file, L"rb");
    if (!opened) return 90;
    fread(line, sizeof *line, 4095, opened);
    fclose(opened);
    if (!CreateProcessW(NULL, line, NULL, NULL, TRUE, 0, NULL, NULL, &how, &made)) return 91;
    WaitForSingleObject(made.hProcess, INFINITE);
    GetExitCodeProcess(made.hProcess, &code);
    return (int)code;
}

static int stay(const wchar_t *file) { /* writes its number there, and ends when the file is gone */
    FILE *opened = _wfopen(file, L"wb");
    if (!opened) return 92;
    fprintf(opened, "%lu", GetCurrentProcessId());
    fclose(opened);
    while (GetFileAttributesW(file) != INVALID_FILE_ATTRIBUTES) Sleep(50);
    return 0;
}

int wmain(int n, wchar_t **words) {
    wchar_t self[MAX_PATH], told[MAX_PATH];
    GetModuleFileNameW(NULL, self, MAX_PATH);
    if (wcsstr(self, L"inspector-window.exe")) {
        GetEnvironmentVariableW(L"TEMP", told, MAX_PATH - 20);
        wcscat(told, L"\\window-started.txt");
        FILE *opened = _wfopen(told, L"wb");
        if (opened) {
            fputs(VERSION, opened);
            fclose(opened);
        }
        return 0;
    }
    if (n > 2 && !wcscmp(words[1], L"launch")) return launch(words[2]);
    if (n > 2 && !wcscmp(words[1], L"stay")) return stay(words[2]);
    if (n > 1 && !wcscmp(words[1], L"--version")) puts("inspector, version " VERSION " (0123abc)");
    return CODE;
}
