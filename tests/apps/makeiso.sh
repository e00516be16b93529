#!/usr/bin/env bash
# samples/MakeIso.vbs makes an image of a folder in one script; a foreign tool finds every file in it.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

set -u
. "$(dirname "$0")/../../scripts/lib.sh"

for tool in wine 7zz; do
    command -v "$tool" >/dev/null || { skip "MakeIso.vbs: $tool is missing"; exit 0; }
done

WORK=$(mktemp -d "${TMPDIR:-/tmp}/imapi2-makeiso.XXXXXX") || exit 1
trap 'drop_prefix; rm -rf "$WORK"' EXIT

make_folder()
{
    local number
    mkdir -p "$1/empty" "$1/a/b/c/d/e/f/g/h/i" "$1/many"
    printf 'one line\n' >"$1/a/b/c/d/e/f/g/h/i/deep.txt"
    : >"$1/nothing"
    head -c 3000000 /dev/urandom >"$1/large.bin"
    printf 'a name\n' >"$1/A name with spaces, and more of them than a short name has room for.text"
    for number in $(seq 300); do printf '%s\n' "$number" >"$1/many/file-$number.txt"; done
}

make_iso()
{
    wine cscript.exe //nologo "$(windows_path "$TOP/samples/MakeIso.vbs")" "$(windows_path "$WORK/folder")" \
        "$(windows_path "$WORK")\\made.iso" 2>/dev/null | tr -d '\r' | tee "$WORK/script.log" | tail -n 1 | grep -q '^BURNED'
}

same_tree()
{
    7zz x -tudf -o"$WORK/extracted" "$WORK/made.iso" >"$WORK/7zz.log" 2>&1 || { tail -n 5 "$WORK/7zz.log"; return 1; }
    diff -r "$WORK/folder" "$WORK/extracted"
}

refuses()
{
    wine cscript.exe //nologo "$(windows_path "$TOP/samples/MakeIso.vbs")" 'C:\there is no such folder' 2>/dev/null |
        tr -d '\r' | tail -n 1 | grep '^NOT BURNED: The folder could not be added: 0x'
}

make_prefix "$WORK/prefix" "$ARCH64" || { fail 'MakeIso.vbs: a Wine prefix'; exit 1; }
make_folder "$WORK/folder"
imapictl drive add MakeIso --folder "$WORK/recorder" >/dev/null 2>&1
imapictl insert MakeIso bd-r >/dev/null 2>&1
check 'MakeIso.vbs without a folder says so' refuses
check 'MakeIso.vbs makes an image of a folder' make_iso
check 'the image holds every file of the folder' same_tree
