#!/usr/bin/env bash
# Audio CDs in the laboratory's machine: our DLL burns one track by track and one as a raw image, through the kernel,
# onto a served recorder; then cdrdao reads them there as from any other drive.
#
#   tests/vm/audio.sh RAW_DISC.EXE      what tests/apps/raw_disc.c compiles to, where the machine sees it
#
# Prints PASS and FAIL lines. Logs of failures go to /out/failed/audio.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

set -u
. "$(dirname "$0")/guest.sh"

TOP=$(cd "$(dirname "$0")/../.." && pwd)
CLIENT=$1
WORK=/var/tmp/audio
export WINEPREFIX=$HOME/.wine WINEDEBUG=${WINEDEBUG:--all} WINEDLLPATH=/out/wine IMAPI2_ROADS=linux

disc() { python3 "$TOP/tests/apps/audio_disc.py" "$@"; }
windows() { /usr/lib/wine/wine64 "$@"; }
path() { say "Z:${1//\//\\}"; }

check() # NAME COMMAND...
{
    local name=$1
    shift
    if "$@" >"$WORK/log" 2>&1; then
        say "PASS: audio: $name"
    else
        mkdir -p /out/failed/audio
        cp "$WORK/log" "/out/failed/audio/${name//[^a-z0-9]/-}.log"
        say "FAIL: audio: $name"
    fi
}

burn_tracks()
{
    windows "$WINEPREFIX/drive_c/windows/system32/imapictl.exe" audio 0 "$WORK/1.raw" "$WORK/2.raw" "$WORK/3.raw" --close
}

burn_raw()
{
    disc text 22500 $((22650 + 1234 + 500 + 777 + 6750)) "$WORK/text.rw" || return 1
    windows "$CLIENT" 0 4006381333931 "$(path "$WORK/text.rw")" \
        "$(path "$WORK/1.raw")" DE-A51-97-00001 p 400,1100 \
        "$(path "$WORK/2.raw")" - c - \
        "$(path "$WORK/3.raw")" US-RC1-76-07839 - 50
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

check 'tao: drive' recorder_start cd-r
check 'tao: burn' burn_tracks
check 'tao: reload' reload_medium
check 'tao: cdrdao reads it' read_disc tao
check 'tao: track 1 sample by sample' disc sound "$WORK/tao.samples" 0 "$WORK/1.raw"
check 'tao: track 2 sample by sample' disc sound "$WORK/tao.samples" 1386 "$WORK/2.raw"
check 'tao: track 3 sample by sample' disc sound "$WORK/tao.samples" 2038 "$WORK/3.raw"
recorder_stop

check 'raw: drive' recorder_start cd-r
check 'raw: burn' burn_raw
check 'raw: reload' reload_medium
check 'raw: cdrdao reads it' read_disc raw
check 'raw: catalogue number' tells raw 'CATALOG "4006381333931"'
check 'raw: ISRC of track 1' tells raw 'ISRC "DEA519700001"'
check 'raw: ISRC of track 3' tells raw 'ISRC "USRC17607839"'
check 'raw: pre-emphasis' tells raw '^PRE_EMPHASIS'
check 'raw: copying' tells raw '^COPY'
check 'raw: indexes of track 1' tells raw 'INDEX 00:05:25'
check 'raw: CD-Text' tells raw 'TITLE "Album of tests"'
check 'raw: track 1 sample by sample' disc sound "$WORK/raw.samples" 0 "$WORK/1.raw"
check 'raw: track 2 sample by sample' disc sound "$WORK/raw.samples" 1234 "$WORK/2.raw"
check 'raw: track 3 sample by sample' disc sound "$WORK/raw.samples" 1734 "$WORK/3.raw"
recorder_stop
