/*
 * imapictl: disc recorders from the command line
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

#define INITGUID
#include "imapictl.h"

#include <wincon.h>

volatile LONG interrupted;

/* The first ^C asks the command to end well; the second ends the program as it is. */
static BOOL WINAPI handle_control(DWORD event)
{
    if (event != CTRL_C_EVENT && event != CTRL_BREAK_EVENT)
        return FALSE;
    return !InterlockedExchange(&interrupted, 1);
}

static enum exit_code run_command(const struct command *command, struct arguments *arguments)
{
    enum exit_code code;
    HRESULT hr;

    if (FAILED(hr = CoInitializeEx(NULL, COINIT_MULTITHREADED)))
    {
        complain_of_result("COM cannot be used", hr);
        return EXIT_FAILED;
    }
    SetConsoleCtrlHandler(handle_control, TRUE);
    code = command->run(arguments);
    if (code == EXIT_USAGE)
        complain("usage: imapictl %s", command->usage);
    CoUninitialize();
    return code;
}

static enum exit_code run(const struct command *command, struct arguments *arguments)
{
    enum exit_code code;

    if (take_flag(arguments, L"--help") || take_flag(arguments, L"-h"))
    {
        print_help(command);
        return EXIT_DONE;
    }
    json_wanted = command->json && take_flag(arguments, L"--json");
    code = run_command(command, arguments);
    json_finish(code);
    return code;
}

static bool asks_for_help(const WCHAR *word)
{
    return !lstrcmpW(word, L"help") || !lstrcmpW(word, L"--help") || !lstrcmpW(word, L"-h");
}

static enum exit_code complain_of_command(const WCHAR *word)
{
    complain("no such command: %s; \"imapictl help\" lists them", utf8(word));
    return EXIT_USAGE;
}

static enum exit_code help(int argc, WCHAR **argv)
{
    const struct command *command;
    int words;

    if (!argc)
        print_all_usage();
    else if ((command = find_command(argc, argv, &words)))
        print_help(command);
    else
        return complain_of_command(argv[0]);
    return EXIT_DONE;
}

int __cdecl wmain(int argc, WCHAR **argv);

int __cdecl wmain(int argc, WCHAR **argv)
{
    const struct command *command;
    struct arguments arguments;
    int words;

    argc--;
    argv++;
    if (!argc)
    {
        print_all_usage();
        return EXIT_USAGE;
    }
    if (asks_for_help(argv[0]))
        return help(argc - 1, argv + 1);
    if (!(command = find_command(argc, argv, &words)))
        return complain_of_command(argv[0]);
    arguments.count = argc - words;
    arguments.values = argv + words;
    return run(command, &arguments);
}
