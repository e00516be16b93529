#!/usr/bin/env bash
# Audio CDs as other programs see them: one burned track by track, one as a raw image with everything that a disc
# can have. Both are taken from the medium again and read by cdrdao, cd-info and cuetools.
#
#   tests/apps/audio.sh
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

set -u
. "$(dirname "$0")/../../scripts/lib.sh"

WORK=$(mktemp -d "${TMPDIR:-/tmp}/imapi2-audio.XXXXXX") || exit 1
trap 'drop_prefix; rm -rf "$WORK"' EXIT

disc() { python3 "$TOP/tests/apps/audio_disc.py" "$@"; }
imapictl() { wine "$WINEPREFIX/$IMAPICTL" "$@"; }

# holds NAME FILE PATTERN: a program's output has that line.
holds()
{
    if grep -Eq -- "$3" "$WORK/$2"; then
        pass "$1"
    else
        sed 's/^/    /' "$WORK/$2" | head -n 40
        fail "$1: no \"$3\""
    fi
}

burn_raw()
{
    # Lead-in from 95:00:00, the three tracks, 90 seconds of lead-out.
    disc text 22500 $((22650 + 1234 + 500 + 777 + 6750)) "$WORK/text.rw" || return 1
    wine "$WORK/raw_disc.exe" 0 4006381333931 "$(windows_path "$WORK/text.rw")" \
        "$(windows_path "$WORK/1.raw")" DE-A51-97-00001 p 400,1100 \
        "$(windows_path "$WORK/2.raw")" - c - \
        "$(windows_path "$WORK/3.raw")" US-RC1-76-07839 - 50
}

# read_by_others NAME: what cdrdao and cd-info make of NAME.toc and NAME.cue.
read_by_others()
{
    cdrdao show-toc "$WORK/$1.toc" >"$WORK/$1.cdrdao" 2>&1
    check "$1: cdrdao reads every sample" cdrdao read-test -v 1 "$WORK/$1.toc"
    cd-info --cue-file="$WORK/$1.cue" --no-device-info --no-cddb >"$WORK/$1.info" 2>&1
    cueprint "$WORK/$1.cue" >"$WORK/$1.cueprint" 2>&1
}

test_track_at_once()
{
    check 'tao: burn' imapictl audio Audio "$WORK/1.raw" "$WORK/2.raw" "$WORK/3.raw" --close
    check 'tao: export to .cue' imapictl drive export Audio "$WORK/tao.cue"
    check 'tao: export to .toc' imapictl drive export Audio "$WORK/tao.toc"
    read_by_others tao
    # Two seconds of pre-gap and two blocks of run-out lie between the tracks.
    holds 'tao: cd-info has track 1 at 00:02:00' tao.info '^ *1: 00:02:00  000000 audio'
    holds 'tao: cd-info has track 2' tao.info '^ *2: 00:20:36  001386 audio'
    holds 'tao: cd-info has track 3' tao.info '^ *3: 00:29:13  002038 audio'
    holds 'tao: cd-info has the lead-out' tao.info '^170: 00:39:42  002817 leadout'
    holds 'tao: cdrdao has three tracks' tao.cdrdao '^TRACK +3 '
    check 'tao: track 1 sample by sample' disc sound "$WORK/tao.bin" 0 "$WORK/1.raw"
    check 'tao: track 2 sample by sample' disc sound "$WORK/tao.bin" 1386 "$WORK/2.raw"
    check 'tao: track 3 sample by sample' disc sound "$WORK/tao.bin" 2038 "$WORK/3.raw"
    check 'tao: silence between the tracks' disc silence "$WORK/tao.bin" 1234 1386
}

test_raw()
{
    imapictl insert Audio cd-r --replace >/dev/null
    check 'raw: burn' burn_raw
    check 'raw: export to .cue with subchannels' imapictl drive export Audio "$WORK/raw.cue" --subchannels
    check 'raw: export to .toc' imapictl drive export Audio "$WORK/raw.toc"
    read_by_others raw
    holds 'raw: cd-info has the catalogue number' raw.info '4006381333931'
    holds 'raw: cd-info has track 1 with pre-emphasis' raw.info '^ *1: 00:02:00  000000 audio  false  no    2        yes'
    holds 'raw: cd-info has track 2, which may be copied' raw.info '^ *2: 00:18:34  001234 audio  false  yes   2        no'
    holds 'raw: cd-info has track 3' raw.info '^ *3: 00:25:09  001734 audio  false  no    2        no'
    holds 'raw: cd-info has the lead-out' raw.info '^170: 00:35:36  002511 leadout'
    holds 'raw: cuetools has the ISRC of track 1' raw.cueprint 'ISRC:.*DEA519700001'
    holds 'raw: cuetools has the ISRC of track 3' raw.cueprint 'ISRC:.*USRC17607839'
    holds 'raw: cdrdao has the catalogue number' raw.cdrdao '4006381333931'
    holds 'raw: cdrdao has the ISRC of track 1' raw.cdrdao 'ISRC DE A51 97 00001'
    holds 'raw: cdrdao has the ISRC of track 3' raw.cdrdao 'ISRC US RC1 76 07839'
    holds 'raw: cdrdao has index 2 of track 1' raw.cdrdao 'INDEX  2 00:05:25'
    holds 'raw: cdrdao has index 3 of track 1' raw.cdrdao 'INDEX  3 00:14:50'
    holds 'raw: cdrdao has index 2 of track 3' raw.cdrdao 'INDEX  2 00:23:59\(  1784\)'
    holds 'raw: cdrdao has the pre-emphasis' raw.cdrdao '^ +PRE-EMPHASIS'
    holds 'raw: cdrdao has the copy bit' raw.cdrdao '^ +COPY PERMITTED'
    check 'raw: track 1 sample by sample' disc sound "$WORK/raw.bin" 0 "$WORK/1.raw"
    check 'raw: track 2 sample by sample, with no gap' disc sound "$WORK/raw.bin" 1234 "$WORK/2.raw"
    check 'raw: track 3 sample by sample' disc sound "$WORK/raw.bin" 1734 "$WORK/3.raw"
    check 'raw: every Q has its CRC' disc crc "$WORK/raw.sub"
    test_text
}

# CD-Text, which came as a stream of R to W: on the medium, and as others decode its packs and its texts.
test_text()
{
    disc lead-in "$WORK/recorder/medium.sub" >"$WORK/text.log"
    holds 'text: the titles are in the lead-in' text.log 'Album of tests / First / Zweites Stück / Third'
    holds 'text: and the performers' text.log 'Nobody / One / Two / Three'
    check 'text: the packs are exported' disc packs "$WORK/raw.cdt"
    grep -A 2 '^CD-TEXT for' "$WORK/raw.info" | tr -d '\t' | paste -sd ' ' >"$WORK/text.info"
    holds 'text: cd-info decodes the packs of the disc' text.info 'Disc: TITLE: Album of tests PERFORMER: Nobody'
    holds 'text: cd-info decodes the packs of track 1' text.info 'Track +1: TITLE: First PERFORMER: One'
    holds 'text: cd-info decodes the packs of track 2' text.info 'Track +2: TITLE: Zweites Stück PERFORMER: Two'
    holds 'text: cd-info decodes the packs of track 3' text.info 'Track +3: TITLE: Third PERFORMER: Three'
    toc2cddb "$WORK/raw.toc" >"$WORK/raw.cddb" 2>&1
    iconv -f latin1 -t utf-8 "$WORK/raw.cddb" >"$WORK/text.cddb"
    holds 'text: cdrdao has the disc' text.cddb '^DTITLE=Nobody / Album of tests'
    holds 'text: cdrdao has track 2' text.cddb '^TTITLE1=Zweites Stück'
    holds 'text: cdrdao has track 3' text.cddb '^TTITLE2=Third'
    cueprint -i toc -t '%p: %t\n' "$WORK/raw.toc" >"$WORK/text.cueprint" 2>&1
    holds 'text: cuetools has track 1' text.cueprint '^One: First'
}

# refused FILE: the medium cannot be exported so.
refused()
{
    imapictl drive export Audio "$WORK/$1" >"$WORK/export.log" 2>&1
    [ $? = 3 ]
}

test_refusals()
{
    check 'export: sound is no .iso' refused sound.iso
    check 'export: nothing is left of it' [ ! -e "$WORK/sound.iso" ]
    imapictl insert Audio cd-r --replace >/dev/null
    check 'export: a blank has nothing' refused blank.cue
}

test_data()
{
    dd if=/dev/urandom of="$WORK/data.iso" bs=2048 count=700 status=none
    check 'data: burn' imapictl burn Audio "$WORK/data.iso" --close
    check 'data: export to .iso' imapictl drive export Audio "$WORK/again.iso"
    check 'data: the image is the image' cmp -n $((700 * 2048)) "$WORK/data.iso" "$WORK/again.iso"
    check 'data: export to .cue' imapictl drive export Audio "$WORK/data.bin"
    cd-info --cue-file="$WORK/data.cue" --no-device-info --no-cddb >"$WORK/data.info" 2>&1
    holds 'data: cd-info has a data track' data.info '^ *1: 00:02:00  000000 data'
}

for tool in cdrdao toc2cddb cd-info cueprint; do
    type -P "$tool" >/dev/null || { skip "audio: $tool is not installed"; exit 0; }
done
make_prefix "$WORK/prefix" "$ARCH64" || { fail 'audio: the DLL could not be registered'; exit 1; }
check 'audio: the client compiles' compile_raw_disc x86_64-w64-mingw32-gcc "$WORK/raw_disc.exe"
disc tracks "$WORK"
check 'audio: recorder' imapictl drive add Audio --folder "$WORK/recorder" --medium cd-r
test_track_at_once
test_raw
test_refusals
test_data
