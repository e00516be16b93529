/*
 * The commands, and the help that tells of them
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

#include <string.h>

#include "imapictl.h"

#define INSERT_HELP \
    "KIND is one of \"imapictl kinds\". IMAGE is an .iso, which is copied and becomes a pressed disc.\n" \
    "The medium that was in the recorder is destroyed; --replace is needed when it had been written to.\n" \
    "\n" \
    "  imapictl insert Office dvd+r\n" \
    "  imapictl insert Office /home/me/game.iso --replace\n"

#define EJECT_HELP \
    "The medium of a virtual recorder stays on the tray, and \"load\" takes it in again;\n" \
    "--discard destroys it.\n" \
    "\n" \
    "  imapictl eject\n" \
    "  imapictl eject Office --discard\n"

#define INFO_HELP \
    "Tells maker, id, mount points, kinds of media, the medium with its status, capacity, speeds,\n" \
    "sessions and tracks, and whether a burn would fail and why.\n" \
    "\n" \
    "  imapictl info\n" \
    "  imapictl info D: --json\n"

const struct command commands[] =
{
    { NULL, L"list", list_recorders, true, "list [--json]", "list all recorders, real and virtual",
      "  imapictl list\n" },
    { NULL, L"info", tell_about_recorder, true, "info [DRIVE] [--json]",
      "tell about a recorder, its medium, and what hinders a burn", INFO_HELP },
    { NULL, L"show", tell_about_recorder, true, "show [DRIVE] [--json]", "the same as info", INFO_HELP },
    { NULL, L"burn", burn, true,
      "burn [DRIVE] IMAGE|FOLDER|SOUND.wav... [--append] [--overwrite] [--close | --appendable]\n"
      "               [--speed N] [--verify quick|full] [--dry-run] [--eject] [--json]\n"
      "               [--label NAME] [--iso] [--joliet] [--udf REVISION]",
      "write an image, a folder, or an audio CD",
      "  --append      add a folder to what is on the medium already; an image goes behind it as it is\n"
      "  --overwrite   write over what an overwritable medium holds\n"
      "  --close       finalize the medium: nothing can be added afterwards\n"
      "  --appendable  keep a DVD open for further sessions; old players may not play it\n"
      "  --speed N     N times the single speed of the medium, or the nearest that the drive has\n"
      "  --verify      read the medium afterwards: quick a part of it, full all\n"
      "  --dry-run     write nothing: tell whether the burn could be done, and why not\n"
      "  --eject       open the tray when all went well\n"
      "  --label, --iso, --joliet, --udf   for a folder: as \"imapictl help image\" says\n"
      "\n"
      ".wav files become the tracks of an audio CD: 44.1 kHz, 16 bit, stereo, PCM.\n"
      "^C ends the burn as a burner should: the drive is told, and what is left of the medium is said.\n"
      "\n"
      "  imapictl burn backup.iso --verify full --eject\n"
      "  imapictl burn D: /home/me/photos --label PHOTOS\n"
      "  imapictl burn Office more --append\n"
      "  imapictl burn 0 one.wav two.wav three.wav --close\n" },
    { NULL, L"audio", burn_audio, true, "audio DRIVE TRACK... [--close] [--speed N] [--dry-run] [--eject] [--json]",
      "write an audio CD from .wav files, or samples of 44.1 kHz, 16 bit, stereo without a header",
      "  imapictl audio 0 one.raw two.wav --close\n" },
    { NULL, L"erase", erase_medium, true, "erase [DRIVE] [--full] [--json]", "erase a rewritable medium",
      "  --full   every block of it; without it only what makes it look written\n"
      "\n"
      "  imapictl erase\n"
      "  imapictl erase Office --full\n" },
    { NULL, L"verify", verify_medium, true, "verify [DRIVE] IMAGE [--json]",
      "compare what was burned last with an image",
      "Reads the last track, from its beginning and as far as the image goes.\n"
      "\n"
      "  imapictl verify backup.iso\n" },
    { NULL, L"image", make_image, true,
      "image FOLDER OUT.iso [--label NAME] [--iso] [--joliet] [--udf REVISION]\n"
      "               [--boot FILE] [--efi FILE] [--json]",
      "make an .iso of a folder; no recorder is needed",
      "  --label NAME      the name of the volume\n"
      "  --iso             ISO 9660\n"
      "  --joliet          ISO 9660 with the long names of Joliet\n"
      "  --udf REVISION    UDF 1.02, 1.50, 2.00, 2.01 or 2.50\n"
      "                    without any of these: ISO 9660, Joliet and UDF 1.02, with one copy of the files\n"
      "  --boot FILE       a boot loader that a BIOS starts from the disc (El Torito, without emulation)\n"
      "  --efi FILE        the image of an EFI system partition, which UEFI starts from\n"
      "\n"
      "  imapictl image /home/me/photos photos.iso --label PHOTOS\n"
      "  imapictl image tree rescue.iso --boot isolinux.bin --efi efi.img\n" },
    { NULL, L"doctor", run_doctor, true, "doctor [--json]",
      "find out why no recorder is found or a burn fails, and what helps",
      "Looks at the DLLs, the road to drives, the drives that the kernel has, rights, virtual recorders,\n"
      "and who holds a drive. Writes nothing anywhere.\n"
      "\n"
      "  imapictl doctor\n" },
    { L"drive", L"add", drive_add, false, "drive add NAME [--folder FOLDER] [--letter X] [--medium KIND]",
      "make a virtual recorder",
      "  imapictl drive add Office --medium dvd+r\n"
      "  imapictl drive add Lab --folder /home/me/discs --letter R\n" },
    { L"drive", L"list", drive_list, false, "drive list", "list the virtual recorders", "  imapictl drive list\n" },
    { L"drive", L"insert", insert_medium, false, "drive insert NAME KIND|IMAGE [--replace]",
      "the same as insert", INSERT_HELP },
    { L"drive", L"eject", eject_medium, false, "drive eject NAME [--discard]", "the same as eject", EJECT_HELP },
    { L"drive", L"export", drive_export, false, "drive export NAME FILE.iso|FILE.cue|FILE.toc [--subchannels]",
      "copy the medium of a virtual recorder into files; a sheet comes with FILE.bin",
      "  imapictl drive export Office /home/me/backup.iso\n"
      "  imapictl drive export Office /home/me/album.cue\n" },
    { L"drive", L"remove", drive_remove, false, "drive remove NAME [--keep-medium]",
      "remove a virtual recorder and its medium", "  imapictl drive remove Office --keep-medium\n" },
    { NULL, L"kinds", list_kinds, false, "kinds", "list the kinds of blank media", "  imapictl kinds\n" },
    { NULL, L"insert", insert_medium, false, "insert NAME KIND|IMAGE [--replace]",
      "put a blank, or an image as a pressed disc, into a virtual recorder", INSERT_HELP },
    { NULL, L"eject", eject_medium, false, "eject [DRIVE] [--discard]",
      "open the tray; --discard destroys the medium of a virtual recorder", EJECT_HELP },
    { NULL, L"load", load_medium, false, "load [DRIVE]", "close the tray", "  imapictl load\n" },
    { NULL, L"watch", watch_recorders, false, "watch [--seconds N]", "tell which recorders come and go",
      "  imapictl watch --seconds 60\n" },
};

const unsigned int command_count = ARRAY_SIZE(commands);

static bool command_matches(const struct command *command, int argc, WCHAR **argv, int *words)
{
    *words = command->group ? 2 : 1;
    if (argc < *words)
        return false;
    if (command->group && lstrcmpW(command->group, argv[0]))
        return false;
    return !lstrcmpW(command->name, argv[*words - 1]);
}

const struct command *find_command(int argc, WCHAR **argv, int *words)
{
    unsigned int i;

    for (i = 0; i < command_count; i++)
        if (command_matches(&commands[i], argc, argv, words))
            return &commands[i];
    return NULL;
}

void print_all_usage(void)
{
    unsigned int i;

    print("imapictl: disc recorders, real and virtual: burning, erasing, images\n\n");
    for (i = 0; i < command_count; i++)
        print("  imapictl %s\n      %s\n", commands[i].usage, commands[i].purpose);
    print("\nDRIVE is an index or an id as \"imapictl list\" shows it, a drive letter, or the NAME of a\n"
          "virtual recorder. It may be left out when there is only one recorder.\n"
          "\"imapictl help COMMAND\" tells more of a command, with examples.\n"
          "Exit: 0 done, 1 usage, 2 no such drive, 3 medium, 4 failed, 5 interrupted, 6 no imapi2.dll,\n"
          "7 the medium is not what it should be.\n");
}

void print_help(const struct command *command)
{
    print("imapictl %s\n\n%s\n\n%s", command->usage, command->purpose, command->more);
}
