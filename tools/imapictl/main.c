/*
 * imapictl: virtual recorders, burning and erasing from the command line
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

struct command
{
    const WCHAR *group;         /* NULL: the command is one word */
    const WCHAR *name;
    enum exit_code (*run)(struct arguments *arguments);
    const char *usage;
    const char *purpose;
};

static const struct command commands[] =
{
    { L"drive", L"add", drive_add, "drive add NAME [--folder FOLDER] [--letter X] [--medium KIND]",
      "make a virtual recorder" },
    { L"drive", L"list", drive_list, "drive list", "list the virtual recorders" },
    { L"drive", L"remove", drive_remove, "drive remove NAME [--keep-medium]",
      "remove a virtual recorder and its medium" },
    { L"drive", L"export", drive_export, "drive export NAME FILE.iso|FILE.cue|FILE.toc [--subchannels]",
      "copy the medium of a virtual recorder into files; a sheet comes with FILE.bin" },
    { NULL, L"kinds", list_kinds, "kinds", "list the kinds of blank media" },
    { NULL, L"insert", insert_medium, "insert NAME KIND|IMAGE [--replace]",
      "put a blank, or an image as a pressed disc, into a virtual recorder" },
    { NULL, L"eject", eject_medium, "eject [DRIVE] [--discard]",
      "open the tray; --discard destroys the medium of a virtual recorder" },
    { NULL, L"load", load_medium, "load [DRIVE]", "close the tray" },
    { NULL, L"list", list_recorders, "list", "list all recorders, real and virtual" },
    { NULL, L"show", show_recorder, "show [DRIVE]", "tell about a recorder and its medium" },
    { NULL, L"burn", burn_image,
      "burn [DRIVE] IMAGE [--close | --appendable] [--overwrite] [--speed N] [--verify quick|full] [--eject]",
      "write an image to the medium" },
    { NULL, L"audio", burn_audio, "audio DRIVE TRACK... [--close]",
      "write an audio CD; a track is samples of 44.1 kHz, 16 bit, stereo without a header" },
    { NULL, L"erase", erase_medium, "erase [DRIVE] [--full]", "erase a rewritable medium" },
    { NULL, L"watch", watch_recorders, "watch [--seconds N]", "tell which recorders come and go" },
};

static void print_usage(const struct command *only)
{
    unsigned int i;

    if (only)
    {
        complain("usage: imapictl %s", only->usage);
        return;
    }
    print("imapictl: virtual recorders, burning and erasing\n\n");
    for (i = 0; i < ARRAY_SIZE(commands); i++)
        print("  imapictl %s\n      %s\n", commands[i].usage, commands[i].purpose);
    print("\nDRIVE is an index or an id as \"imapictl list\" shows it, a drive letter, or the NAME of a\n"
          "virtual recorder. It may be left out when there is only one recorder.\n"
          "Exit: 0 done, 1 usage, 2 no such drive, 3 medium, 4 failed, 5 interrupted, 6 no imapi2.dll.\n");
}

static bool command_matches(const struct command *command, int argc, WCHAR **argv, int *words)
{
    *words = command->group ? 2 : 1;
    if (argc < *words)
        return false;
    if (command->group && lstrcmpW(command->group, argv[0]))
        return false;
    return !lstrcmpW(command->name, argv[*words - 1]);
}

static bool asks_for_help(int argc, WCHAR **argv)
{
    return !argc || !lstrcmpW(argv[0], L"help") || !lstrcmpW(argv[0], L"--help") || !lstrcmpW(argv[0], L"-h");
}

/* The first ^C asks the burn to end well; the second ends the program as it is. */
static BOOL WINAPI handle_control(DWORD event)
{
    if (event != CTRL_C_EVENT && event != CTRL_BREAK_EVENT)
        return FALSE;
    return !InterlockedExchange(&interrupted, 1);
}

static enum exit_code run(const struct command *command, struct arguments *arguments)
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
        print_usage(command);
    CoUninitialize();
    return code;
}

int __cdecl wmain(int argc, WCHAR **argv);

int __cdecl wmain(int argc, WCHAR **argv)
{
    struct arguments arguments;
    unsigned int i;
    int words;

    argc--;
    argv++;
    if (asks_for_help(argc, argv))
    {
        print_usage(NULL);
        return argc ? EXIT_DONE : EXIT_USAGE;
    }
    for (i = 0; i < ARRAY_SIZE(commands); i++)
    {
        if (!command_matches(&commands[i], argc, argv, &words))
            continue;
        arguments.count = argc - words;
        arguments.values = argv + words;
        return run(&commands[i], &arguments);
    }
    complain("no such command: %s; \"imapictl help\" lists them", utf8(argv[0]));
    return EXIT_USAGE;
}
