/*
 * The command doctor: why burning does not work, and what helps
 *
 * Copyright 2026 the imapi2 for Wine authors
 *
 * This library is free software; you can redistribute it and/or
 * modify it under the terms of the GNU Lesser General Public
 * License as published by the Free Software Foundation; either
 * version 2.1 of the License, or (at your option) any later version.
 *
 * This library is distributed in the hope that it will be useful,
 * but WITHOUT ANY WARRANTY; without even the implied warranty of
 * MERCHANTABILITY or FITNESS FOR A PARTICULAR PURPOSE.  See the GNU
 * Lesser General Public License for more details.
 *
 * You should have received a copy of the GNU Lesser General Public
 * License along with this library; if not, write to the Free Software
 * Foundation, Inc., 51 Franklin St, Fifth Floor, Boston, MA 02110-1301, USA
 */

#include <stdarg.h>
#include <stdio.h>

#include "imapictl.h"
#include "doctor.h"

static const char *const level_names[] = { "ok", "note", "problem" };

static void tell(enum level level, const char *text, const char *remedy)
{
    print("%-8s %s\n", level_names[level], text);
    if (remedy)
        print("%-8s %s\n", "  do:", remedy);
    json_object(NULL);
    json_text("level", level_names[level]);
    json_text("text", text);
    json_text("remedy", remedy);
    json_close();
}

void report(struct diagnosis *diagnosis, enum level level, const char *remedy, const char *format, ...)
{
    char text[2048];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof(text), format, args);
    va_end(args);
    if (level == LEVEL_PROBLEM)
        report_problem(diagnosis, EXIT_FAILED, remedy, text);
    else
        tell(level, text, remedy);
}

void report_problem(struct diagnosis *diagnosis, enum exit_code code, const char *remedy, const char *text)
{
    diagnosis->problems++;
    if (!diagnosis->code)
        diagnosis->code = code;
    tell(LEVEL_PROBLEM, text, remedy);
}

const char *wine_version(void)
{
    const char *(CDECL *get_version)(void);

    get_version = (void *)GetProcAddress(GetModuleHandleW(L"ntdll.dll"), "wine_get_version");
    return get_version ? get_version() : NULL;
}

static void examine_program(struct diagnosis *diagnosis)
{
    const char *version = wine_version();
    int bits = (int)sizeof(void *) * 8;

    if (version)
        report(diagnosis, LEVEL_OK, NULL, "This is a %d-bit program under Wine %s.", bits, version);
    else
        report(diagnosis, LEVEL_OK, NULL, "This is a %d-bit program on Windows.", bits);
}

static void conclude(const struct diagnosis *diagnosis)
{
    if (!diagnosis->problems)
        print("\nNothing is wrong.\n");
    else
        print("\n%u problem%s. docs/troubleshooting.md tells more.\n", diagnosis->problems,
              diagnosis->problems == 1 ? "" : "s");
}

enum exit_code run_doctor(struct arguments *arguments)
{
    struct diagnosis diagnosis = { EXIT_DONE };

    if (!check_arguments(arguments, 0, 0))
        return EXIT_USAGE;
    json_array("findings");
    examine_program(&diagnosis);
    if (examine_dll(&diagnosis, L"imapi2.dll", &CLSID_MsftDiscMaster2, &IID_IDiscMaster2))
    {
        examine_dll(&diagnosis, L"imapi2fs.dll", &CLSID_MsftFileSystemImage, &IID_IFileSystemImage);
        examine_road(&diagnosis);
        examine_host(&diagnosis);
        examine_recorders(&diagnosis);
    }
    json_close();
    json_number("problems", diagnosis.problems);
    conclude(&diagnosis);
    return diagnosis.code;
}
