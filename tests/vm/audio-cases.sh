#!/usr/bin/env bash
# Audio CDs in the laboratory's machine: our DLL burns one track by track and one as a raw image, through the kernel,
# onto a served recorder; then cdrdao reads them there as from any other drive. Reports in the words of scripts/lib.sh.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

set -u
. "$(dirname "$0")/../../scripts/lib.sh"
. "$(dirname "$0")/guest.sh"
. "$(dirname "$0")/burners.sh"

WORK=/var/tmp/audio
# shellcheck disable=SC2034
BURNER=imapi2-linux

disc() { python3 "$TOP/tests/apps/audio_disc.py" "$@"; }

burn_tracks()
{
    windows_program imapictl.exe audio 0 "$WORK/1.raw" "$WORK/2.raw" "$WORK/3.raw" --close
}

burn_raw()
{
    disc text 22500 $((22650 + 1234 + 500 + 777 + 6750)) "$WORK/text.rw" || return 1
    windows_program raw_disc.exe 0 4006381333931 "$(windows_path "$WORK/text.rw")" \
        "$(windows_path "$WORK/1.raw")" DE-A51-97-00001 p 400,1100 \
        "$(windows_path "$WORK/2.raw")" - c - \
        "$(windows_path "$WORK/3.raw")" US-RC1-76-07839 - 50
}

# cdrdao reads sound as it is in Wave files: with the low byte first only when it is told to swap.
read_disc() # NAME
{
    rm -f "$WORK/$1.bin" "$WORK/$1.toc"
    cdrdao read-cd --device "$DRIVE" --driver generic-mmc-raw --read-raw --datafile "$WORK/$1.bin" "$WORK/$1.toc" &&
        dd if="$WORK/$1.bin" of="$WORK/$1.samples" conv=swab status=none
}

tells() { grep -Eq -- "$2" "$WORK/$1.toc" || { cat "$WORK/$1.toc"; return 1; }; }

rm -rf "$WORK"
mkdir -p "$WORK"
disc tracks "$WORK"

check 'audio, tao: drive' recorder_start cd-r
check 'audio, tao: burn' burn_tracks
check 'audio, tao: reload' reload_medium
check 'audio, tao: every track sample by sample' "$TOP/tests/vm/same-audio.py" "$DRIVE" "$WORK"/[123].raw
check 'audio, tao: cdrdao reads it' read_disc tao
recorder_stop

check 'audio, raw: drive' recorder_start cd-r
check 'audio, raw: burn' burn_raw
check 'audio, raw: reload' reload_medium
check 'audio, raw: cdrdao reads it' read_disc raw
check 'audio, raw: catalogue number' tells raw 'CATALOG "4006381333931"'
check 'audio, raw: ISRC of track 1' tells raw 'ISRC "DEA519700001"'
check 'audio, raw: ISRC of track 3' tells raw 'ISRC "USRC17607839"'
check 'audio, raw: pre-emphasis' tells raw '^PRE_EMPHASIS'
check 'audio, raw: copying' tells raw '^COPY'
check 'audio, raw: indexes of track 1' tells raw 'INDEX 00:05:25'
check 'audio, raw: track 1 sample by sample' disc sound "$WORK/raw.samples" 0 "$WORK/1.raw"
check 'audio, raw: track 2 sample by sample' disc sound "$WORK/raw.samples" 1234 "$WORK/2.raw"
check 'audio, raw: track 3 sample by sample' disc sound "$WORK/raw.samples" 1734 "$WORK/3.raw"
recorder_stop
