#!/usr/bin/env bash
# Every program of samples/: that it fails in words where it has to, and that what it burned or made holds what it
# should, by the judgement of programs of others.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

set -u
. "$(dirname "$0")/../../scripts/lib.sh"

WORK=$(mktemp -d "${TMPDIR:-/tmp}/imapi2-samples.XXXXXX") || exit 1
SERVER=
trap '[ -z "$SERVER" ] || kill "$SERVER"; drop_prefix; rm -rf "$WORK"' EXIT
stay_on_processor 0

MEDIUM=$WORK/recorder/medium.iso
NO_DISC='0xC0AA0202 There is no disc in the recorder'
NOT_FOUND='0x80070002'
NO_PATH='0xC0AAB110'

# ends NAME STATUS PATTERN COMMAND...: with that exit code, and a last line that matches.
ends()
{
    local name=$1 wanted=$2 pattern=$3 status
    shift 3
    "$@" >"$WORK/output" 2>&1
    status=$?
    tr -d '\r' <"$WORK/output" | grep -av '^ *$' >"$WORK/lines"
    if [ "$status" = "$wanted" ] && tail -n 1 "$WORK/lines" | grep -Eq -- "$pattern"; then
        pass "$name"
    else
        tail -n 20 "$WORK/lines"
        fail "$name: exit code $status, not $wanted with \"$pattern\""
    fi
}

# says NAME PATTERN: the program that ran last printed such a line.
says() { check "$1" grep -E -- "$2" "$WORK/lines"; }

script() { wine cscript.exe //nologo "$(windows_path "$TOP/samples/$1")" "${@:2}"; }
program() { wine "$WORK/$1.exe" "${@:2}"; }
at() { windows_path "$WORK/$1"; }
insert() { imapictl insert MakeIso "$1" --replace >/dev/null 2>&1 || fail "a blank $1 can be inserted"; }
size_of() { stat -c %s "$1"; }

# --- what there is to burn ------------------------------------------------------

make_sources()
{
    local number
    mkdir -p "$WORK/folder/empty" "$WORK/folder/a/b/c/d/e/f/g/h/i" "$WORK/folder/many" "$WORK/plain/sub" "$WORK/second"
    printf 'one line\n' >"$WORK/folder/a/b/c/d/e/f/g/h/i/deep.txt"
    : >"$WORK/folder/nothing"
    head -c 3000000 /dev/urandom >"$WORK/folder/large.bin"
    printf 'a name\n' >"$WORK/folder/A name with spaces, and more of them than a short name has room for.text"
    for number in $(seq 100); do printf '%s\n' "$number" >"$WORK/folder/many/file-$number.txt"; done
    head -c 300000 /dev/urandom >"$WORK/plain/first.bin"
    printf 'below\n' >"$WORK/plain/sub/below.txt"
    head -c 200000 /dev/urandom >"$WORK/second/second.bin"
    head -c 1474560 /dev/urandom >"$WORK/boot.img"
    head -c $((2352 * 400)) /dev/urandom >"$WORK/1.raw"
    head -c $((2352 * 500)) /dev/urandom >"$WORK/2.raw"
    xorriso -as mkisofs -quiet -J -o "$WORK/image.iso" "$WORK/plain" 2>/dev/null
}

serve()
{
    local tries=50
    python3 -u -m http.server --bind 127.0.0.1 --directory "$WORK" 0 >"$WORK/server.log" 2>&1 &
    SERVER=$!
    while [ $((tries -= 1)) -gt 0 ]; do
        PORT=$(sed -n 's/.* port \([0-9]*\) .*/\1/p' "$WORK/server.log")
        [ -z "$PORT" ] || return 0
        sleep 0.1
    done
    cat "$WORK/server.log"
    return 1
}

# --- the judges -------------------------------------------------------------------

# holds_tree KIND IMAGE FOLDER...: 7-Zip finds in that file system the content of the folders, and nothing else.
holds_tree()
{
    local kind=$1 image=$2 folder
    shift 2
    rm -rf "$WORK/extracted" "$WORK/expected"
    mkdir "$WORK/expected"
    for folder in "$@"; do cp -r "$WORK/$folder/." "$WORK/expected/"; done
    # Its exit code is no judgement: it misses the last anchor on a disc with more than one logical session.
    7zz x "-t$kind" -o"$WORK/extracted" "$image" >"$WORK/7zz.log" 2>&1
    # [BOOT] is how it shows what no directory has.
    diff -r -x '[[]BOOT[]]' "$WORK/expected" "$WORK/extracted" || { tail -n 5 "$WORK/7zz.log"; return 1; }
}

begins_with() { cmp -n "$(size_of "$1")" "$1" "$MEDIUM"; }

# session_holds FOLDER FILE: xorriso finds the file in the last session.
session_holds()
{
    local start
    start=$(wine cscript.exe //nologo "$(windows_path "$TOP/tests/apps/sessions.vbs")" 2>/dev/null | tr -d '\r' |
        sed -n 's/^previous=//p')
    rm -f "$WORK/extracted.bin"
    xorriso -abort_on FATAL -osirrox on -load sbsector "$start" -indev "stdio:$MEDIUM" \
        -extract "/$2" "$WORK/extracted.bin" 2>&1
    cmp "$WORK/extracted.bin" "$WORK/$1/$2"
}

boots_from()
{
    rm -rf "$WORK/loaders"
    xorriso -osirrox on -indev "stdio:$MEDIUM" -extract_boot_images "$WORK/loaders" >"$WORK/xorriso.log" 2>&1
    cmp "$1" "$WORK"/loaders/eltorito_img1_*.img
}

audio_holds()
{
    imapictl drive export MakeIso "$WORK/audio.cue" >/dev/null || return 1
    cd-info --cue-file="$WORK/audio.cue" --no-device-info --no-cddb >"$WORK/cd-info.log" 2>&1
    # Two seconds of pre-gap and two blocks of run-out lie between the tracks.
    cat "$WORK/cd-info.log"
    grep -Eq '^ *1: 00:02:00  000000 audio' "$WORK/cd-info.log" || return 1
    grep -Eq '^ *2: 00:09:27  000552 audio' "$WORK/cd-info.log" || return 1
    python3 "$TOP/tests/apps/audio_disc.py" sound "$WORK/audio.bin" 0 "$WORK/1.raw" &&
        python3 "$TOP/tests/apps/audio_disc.py" sound "$WORK/audio.bin" 552 "$WORK/2.raw"
}

# --- scripts ----------------------------------------------------------------------

test_without_recorder()
{
    local kind=$1
    ends "ListDrives.$kind without a drive" 1 '^NOT LISTED: There is no drive$' script "ListDrives.$kind"
    ends "MakeIso.$kind without its recorder" 1 '^NOT BURNED: There is no virtual recorder named MakeIso$' \
        script "MakeIso.$kind" "$(at folder)" "$(at made.iso)"
    ends "BurnFolder.$kind without a recorder" 1 '^NOT BURNED: The recorder could not be opened: 0x80070057' \
        script "BurnFolder.$kind" "$(at folder)"
}

test_without_medium()
{
    local kind=$1 name arguments
    while read -r name arguments; do
        # shellcheck disable=SC2086
        ends "$name.$kind without a disc" 1 "^NOT [A-Z]+: The medium was not accepted: $NO_DISC" \
            script "$name.$kind" $arguments
    done <<END
BurnFolder $(at folder)
BurnIso $(at image.iso)
MakeIso $(at folder) $(at made.iso)
BurnAudio 0 $(at 1.raw)
AddSession $(at folder)
BurnBootable $(at boot.img) $(at folder)
EraseDisc 0
END
    ends "ListDrives.$kind with an empty drive" 0 '^1 drives$' script "ListDrives.$kind"
    says "ListDrives.$kind names the drive" '^0: Wine Virtual Recorder'
    says "ListDrives.$kind sees no disc" '^   no disc$'
}

test_folder()
{
    local kind=$1
    insert bd-r
    ends "BurnFolder.$kind without the folder" 1 "^NOT BURNED: The folder could not be added: $NOT_FOUND" \
        script "BurnFolder.$kind" "$(at nowhere)"
    ends "BurnFolder.$kind with a word for a number" 1 '^NOT BURNED: The arguments are wrong|is no number' \
        script "BurnFolder.$kind" "$(at folder)" first
    ends "BurnFolder.$kind" 0 '^BURNED [0-9]+ sectors$' script "BurnFolder.$kind" "$(at folder)"
    check "BurnFolder.$kind: the disc holds the folder" holds_tree udf "$MEDIUM" folder
    ends "BurnFolder.$kind with a closed disc" 1 '^NOT BURNED: The medium in the recorder cannot be written$' \
        script "BurnFolder.$kind" "$(at folder)"
}

test_image()
{
    local kind=$1
    insert bd-r
    ends "MakeIso.$kind without the folder" 1 "^NOT BURNED: The folder could not be added: $NOT_FOUND" \
        script "MakeIso.$kind" "$(at nowhere)" "$(at made.iso)"
    ends "MakeIso.$kind" 0 '^BURNED [0-9]+ blocks$' script "MakeIso.$kind" "$(at folder)" "$(at made.iso)"
    check "MakeIso.$kind: the image holds the folder" holds_tree udf "$WORK/made.iso" folder
    rm -f "$WORK/made.iso"
    insert dvd+r
    ends "BurnIso.$kind without the image" 1 "^NOT BURNED: .*nowhere.iso could not be opened: $NO_PATH" \
        script "BurnIso.$kind" "$(at nowhere.iso)"
    ends "BurnIso.$kind" 0 '^BURNED$' script "BurnIso.$kind" "$(at image.iso)"
    check "BurnIso.$kind: the disc holds the image" begins_with "$WORK/image.iso"
}

test_fetched_image()
{
    serve || { fail 'a web server'; return; }
    insert dvd+r
    ends 'BurnIso.vbs with an address where nothing is' 1 '^NOT BURNED: .*: the server answered 404$' \
        script BurnIso.vbs "http://127.0.0.1:$PORT/nowhere.iso"
    ends 'BurnIso.vbs with an address' 0 '^BURNED$' script BurnIso.vbs "http://127.0.0.1:$PORT/image.iso"
    check 'BurnIso.vbs with an address: the disc holds the image' begins_with "$WORK/image.iso"
}

test_cd_rw()
{
    local kind=$1
    insert cd-rw
    ends "BurnAudio.$kind with what is no sound" 1 '^NOT BURNED: .*image.iso could not be written: 0xC0AA050D' \
        script "BurnAudio.$kind" 0 "$(at image.iso)"
    ends "BurnAudio.$kind" 0 '^BURNED 2 tracks$' script "BurnAudio.$kind" 0 "$(at 1.raw)" "$(at 2.raw)"
    check "BurnAudio.$kind: the disc holds the tracks" audio_holds
    ends "BurnBootable.$kind with a disc that is not blank" 1 '^NOT BURNED: The medium is not blank$' \
        script "BurnBootable.$kind" "$(at boot.img)" "$(at plain)"
    ends "EraseDisc.$kind" 0 '^ERASED$' script "EraseDisc.$kind" 0
    ends "EraseDisc.$kind: ListDrives.$kind reads" 0 '^1 drives$' script "ListDrives.$kind"
    says "EraseDisc.$kind: the disc is blank" '^   CD-RW, blank, 703 MiB free$'
    ends "BurnBootable.$kind without the loader" 1 "^NOT BURNED: .*nowhere.img could not be opened: $NO_PATH" \
        script "BurnBootable.$kind" "$(at nowhere.img)" "$(at plain)"
    ends "BurnBootable.$kind" 0 '^BURNED [0-9]+ blocks$' script "BurnBootable.$kind" "$(at boot.img)" "$(at plain)"
    check "BurnBootable.$kind: the disc has the loader" boots_from "$WORK/boot.img"
    check "BurnBootable.$kind: the disc holds the folder" holds_tree iso "$MEDIUM" plain
    ends "EraseDisc.$kind of all" 0 '^ERASED$' script "EraseDisc.$kind" 0 full
    check "EraseDisc.$kind of all: nothing is left" cmp -n "$(size_of "$MEDIUM")" "$MEDIUM" /dev/zero
}

test_sessions()
{
    local kind=$1
    insert cd-r
    ends "EraseDisc.$kind with a disc for ever" 1 '^NOT ERASED: The medium in the recorder cannot be erased$' \
        script "EraseDisc.$kind" 0
    ends "AddSession.$kind without the folder" 1 "^NOT BURNED: The folder could not be added: $NOT_FOUND" \
        script "AddSession.$kind" "$(at nowhere)"
    ends "AddSession.$kind, first session" 0 '^BURNED$' script "AddSession.$kind" "$(at plain)"
    ends "BurnFolder.$kind with a disc that is not blank" 1 '^NOT BURNED: The medium is not blank$' \
        script "BurnFolder.$kind" "$(at folder)"
    ends "AddSession.$kind, second session" 0 '^BURNED$' script "AddSession.$kind" "$(at second)"
    check "AddSession.$kind: the second session has the file of the first" session_holds plain first.bin
    check "AddSession.$kind: and its own" session_holds second second.bin
    insert dvd+rw
    ends "AddSession.$kind, a disc that is written anywhere" 0 '^BURNED$' \
        script "AddSession.$kind" "$(at plain)"
    ends "AddSession.$kind, more on it" 0 '^BURNED$' script "AddSession.$kind" "$(at second)"
    check "AddSession.$kind: the disc holds both folders" holds_tree udf "$MEDIUM" plain second
}

# --- programs ---------------------------------------------------------------------

# compiles COMPILER SOURCE WORD...: as the head of the source says, with nothing of the tree but the installed headers.
compiles()
{
    local compiler=$1 source=$2 name
    shift 2
    name=$(basename "${source%.*}")
    "$compiler" -municode -Wall -Wextra -Werror -I"$HEADERS" "$TOP/samples/$source" -o "$WORK/$name.exe" \
        -lole32 -loleaut32 "$@"
}

# The 64-bit programs are those that run afterwards.
build_programs()
{
    local name width
    make -s -C "$BUILD" install DESTDIR="$WORK/stage" >"$WORK/install.log" 2>&1 || { cat "$WORK/install.log"; return 1; }
    HEADERS=$(dirname "$(find "$WORK/stage" -name imapi2.h)")
    for width in i686 x86_64; do
        for name in listdrives burnimage makeiso; do
            check "$name.c builds, $width" compiles "$width-w64-mingw32-gcc" "c/$name.c" -lshlwapi
        done
        check "burnfolder.cpp builds, $width" compiles "$width-w64-mingw32-g++" cpp/burnfolder.cpp -luuid -static
    done
}

test_programs_without_medium()
{
    insert bd-r
    imapictl eject >/dev/null
    ends 'listdrives with an empty drive' 0 '^   no disc$' program listdrives
    ends 'burnimage without a disc' 1 "^The image was not burned: $NO_DISC" program burnimage "$(at image.iso)"
    ends 'burnfolder without a disc' 1 "^The medium was not accepted: $NO_DISC" program burnfolder "$(at folder)"
}

test_programs()
{
    ends 'makeiso without the folder' 1 "^The image could not be made: $NOT_FOUND" \
        program makeiso "$(at nowhere)" "$(at made.iso)"
    check 'makeiso without the folder leaves no image' [ ! -e "$WORK/made.iso" ]
    ends 'makeiso' 0 '^Made\.$' program makeiso "$(at plain)" "$(at made.iso)"
    check 'makeiso: the image holds the folder, in UDF' holds_tree udf "$WORK/made.iso" plain
    check 'makeiso: the image holds the folder, in Joliet' holds_tree iso "$WORK/made.iso" plain
    test_programs_without_medium
    insert bd-r
    ends 'listdrives' 0 '^   blank, 23866 MiB free$' program listdrives
    ends 'burnimage without the image' 1 "^The image could not be opened: $NOT_FOUND" program burnimage "$(at nowhere)"
    ends 'burnimage' 0 '^Burned\.$' program burnimage "$(at image.iso)"
    check 'burnimage: the disc holds the image' begins_with "$WORK/image.iso"
    insert dvd+rw
    ends 'burnfolder without the folder' 1 "^The folder could not be added: $NOT_FOUND" program burnfolder "$(at nowhere)"
    ends 'burnfolder' 0 '^Burned\.$' program burnfolder "$(at plain)"
    says 'burnfolder shows how far it is' '^[0-9]+ %$'
    says 'burnfolder sees the end' '^complete$'
    check 'burnfolder: the disc holds the folder' holds_tree udf "$MEDIUM" plain
    ends 'burnfolder with a disc that is not blank' 1 '^The medium was not accepted: 0xC0AA0405' \
        program burnfolder "$(at plain)"
}

make_sources
build_programs || { fail 'make install'; exit 1; }
make_prefix "$WORK/prefix" "$ARCH64" || { fail 'the DLLs could not be registered'; exit 1; }
for dialect in vbs js; do test_without_recorder "$dialect"; done
ends 'listdrives without a drive' 1 '^There is no drive' program listdrives
imapictl drive add MakeIso --folder "$WORK/recorder" >/dev/null || { fail 'no virtual recorder'; exit 1; }
for dialect in vbs js; do test_without_medium "$dialect"; done
for dialect in vbs js; do
    test_folder "$dialect"
    test_image "$dialect"
    test_cd_rw "$dialect"
    test_sessions "$dialect"
done
test_fetched_image
test_programs
