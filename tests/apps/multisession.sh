#!/usr/bin/env bash
# Session behind session, made by other programs from what the multisession objects say, burned by this DLL, and
# read back from the medium by other programs again.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

set -u
. "$(dirname "$0")/../../scripts/lib.sh"

WORK=$(mktemp -d "${TMPDIR:-/tmp}/imapi2-sessions.XXXXXX") || exit 1
trap 'drop_prefix; rm -rf "$WORK"' EXIT

MEDIUM=$WORK/recorder/medium.iso
TEST_PROGRAM=$WORK/imapi2_test.exe
FINALIZED=16384

expect()
{
    local name=$1
    shift
    if "$@" >"$WORK/out" 2>&1; then
        pass "$name"
    else
        tail -n 20 "$WORK/out" "$WORK/burn.log" "$WORK/state" 2>/dev/null
        fail "$name"
    fi
}

ask() { wine cscript.exe //nologo "$(windows_path "$TOP/tests/apps/sessions.vbs")" 2>&1 | tr -d '\r' >"$WORK/state"; }
value() { sed -n "s/^$1=//p" "$WORK/state"; }
holds() { [ "$(value "$1")" = "$2" ]; }
burn() { imapictl burn Sessions "$@" >"$WORK/burn.log" 2>&1; }
size_of() { stat -c %s "$1"; }
blocks_of() { say $(($(size_of "$1") / 2048)); }
# The file of a session, and no two of the same size.
content() { say "$WORK/tree/$1.bin"; }

make_content()
{
    local n
    mkdir -p "$WORK/tree"
    for n in one two three; do head -c $((300000 + RANDOM)) /dev/urandom >"$(content $n)"; done
}

# --- readers ----------------------------------------------------------------

# Each looks for the file-system of the session that begins at START.
isoinfo_reads() { isoinfo -R -T "$2" -i "$MEDIUM" -x "/$1.bin" 2>/dev/null | cmp - "$(content "$1")"; }
xorriso_reads()
{
    rm -rf "$WORK/extracted"
    xorriso -abort_on FATAL -return_with FAILURE 32 -osirrox on -load sbsector "$2" \
        -indev "stdio:$MEDIUM" -extract "/$1.bin" "$WORK/extracted" >/dev/null 2>&1
    cmp "$WORK/extracted" "$(content "$1")"
}
# This one knows the beginning of the medium only.
sevenzip_reads() { 7zz x -so "$MEDIUM" "$1.bin" 2>/dev/null | cmp - "$(content "$1")"; }

# session_reads NAME START FILE...
session_reads()
{
    local name=$1 start=$2 file
    shift 2
    for file in "$@"; do
        expect "$name: isoinfo finds $file" isoinfo_reads "$file" "$start"
        expect "$name: xorriso finds $file" xorriso_reads "$file" "$start"
    done
}

# --- media that are written from one end to the other -------------------------

# append KIND FILE MAKER OPTION: a session with that file besides those before, as the recorder says where it goes.
append()
{
    local kind=$1 file=$2 maker=$3 option=$4 previous next
    ask
    previous=$(value previous)
    next=$(value next)
    expect "$kind: the medium takes the session of $file" holds supported -1
    expect "$kind: it is not the first one" holds first 0
    mkdir -p "$WORK/$file"
    cp "$(content "$file")" "$WORK/$file/"
    # shellcheck disable=SC2086
    expect "$kind: $maker makes the session of $file" \
        $maker -quiet -R -J -V "$file" -C "$previous,$next" -M "$MEDIUM" -o "$WORK/$file.iso" "$WORK/$file"
    expect "$kind: it is burned" burn "$WORK/$file.iso" "$option"
    START=$next
    if [ "$option" = --appendable ]; then
        ask
        expect "$kind: it begins where it was told to" holds previous "$next"
        expect "$kind: all of it is there" [ "$(value last)" -ge $((next + $(blocks_of "$WORK/$file.iso") - 1)) ]
    fi
}

test_sequential()
{
    local kind=$1
    imapictl insert Sessions "$kind" --replace >"$WORK/burn.log" 2>&1
    ask
    expect "$kind: a blank takes a session" holds supported -1
    expect "$kind: the first one" holds first -1
    expect "$kind: at its beginning" holds next 0
    expect "$kind: there is none before" holds previous -1
    expect "$kind: the first session is burned" burn "$WORK/one.iso" --appendable
    append "$kind" two genisoimage --appendable
    session_reads "$kind, second session" "$START" one two
    append "$kind" three 'xorriso -as mkisofs' --close
    session_reads "$kind, third session" "$START" one two three
    session_reads "$kind, first session still" 0 one
    ask
    expect "$kind: the medium is closed" [ $(($(value status) & FINALIZED)) != 0 ]
}

# --- media that are written anywhere -------------------------------------------

# grow KIND FILE: adds a file to a copy of what is on the medium, and burns what has changed.
grow()
{
    local kind=$1 file=$2
    local ranges
    cp "$WORK/grown.iso" "$WORK/before.iso"
    expect "$kind: xorriso adds $file" \
        xorriso -dev "stdio:$WORK/grown.iso" -map "$(content "$file")" "/$file.bin" -commit
    ranges=$(python3 "$TOP/tests/apps/changed_ranges.py" "$WORK/before.iso" "$WORK/grown.iso")
    expect "$kind: not all of it has changed" [ "${ranges% *}" != "$ranges" ]
    # shellcheck disable=SC2086
    expect "$kind: $ranges are burned" wine "$TEST_PROGRAM" multisession Sessions "$(windows_path "$WORK/grown.iso")" $ranges
    expect "$kind: the medium is the image" cmp -n "$(size_of "$WORK/grown.iso")" "$WORK/grown.iso" "$MEDIUM"
}

test_overwritable()
{
    local kind=$1 file
    imapictl insert Sessions "$kind" --replace >"$WORK/burn.log" 2>&1
    ask
    expect "$kind: it takes a session" holds supported -1
    rm -f "$WORK/grown.iso"
    expect "$kind: xorriso makes an image" \
        xorriso -dev "stdio:$WORK/grown.iso" -map "$(content one)" /one.bin -commit
    expect "$kind: the first session is burned" burn "$WORK/grown.iso"
    grow "$kind" two
    grow "$kind" three
    session_reads "$kind, last session" 0 one two three
    for file in one two three; do expect "$kind: 7zz finds $file" sevenzip_reads "$file"; done
    ask
    expect "$kind: and it takes one more" holds supported -1
}

make_prefix "$WORK/prefix" "$ARCH64" || { fail 'the DLL could not be registered'; exit 1; }
cp "$BUILD/$ARCH64/imapi2_test.exe" "$TEST_PROGRAM" || { fail 'there is no imapi2_test.exe'; exit 1; }
imapictl drive add Sessions --folder "$WORK/recorder" >/dev/null || { fail 'no virtual recorder'; exit 1; }
make_content
mkdir -p "$WORK/one" && cp "$(content one)" "$WORK/one/"
genisoimage -quiet -R -J -V one -o "$WORK/one.iso" "$WORK/one" || { fail 'no first image'; exit 1; }

for kind in cd-r cd-rw dvd-r dvd-r-dl dvd+r bd-r; do test_sequential "$kind"; done
for kind in dvd+rw dvd-ram bd-re; do test_overwritable "$kind"; done
