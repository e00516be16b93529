#!/usr/bin/env bash
# samples/BurnIso.vbs burns an image that it fetches from a web server, as scripts for Windows get their streams.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

set -u
. "$(dirname "$0")/../../scripts/lib.sh"

WORK=$(mktemp -d "${TMPDIR:-/tmp}/imapi2-burniso.XXXXXX") || exit 1
SERVER=
trap '[ -z "$SERVER" ] || kill "$SERVER"; drop_prefix; rm -rf "$WORK"' EXIT

make_image()
{
    mkdir -p "$WORK/folder/below"
    head -c 3000000 /dev/urandom >"$WORK/folder/large.bin"
    printf 'one line\n' >"$WORK/folder/below/small.txt"
    xorriso -as mkisofs -quiet -J -o "$WORK/served.iso" "$WORK/folder"
}

serve_image()
{
    local tries=50
    python3 -u -m http.server --bind 127.0.0.1 --directory "$WORK" 0 >"$WORK/server.log" 2>&1 &
    SERVER=$!
    while [ $((tries -= 1)) -gt 0 ]; do
        PORT=$(sed -n 's/.* port \([0-9]*\) .*/\1/p' "$WORK/server.log")
        [ -z "$PORT" ] || return 0
        sleep 0.1
    done
    return 1
}

burn()
{
    wine cscript.exe //nologo "$(windows_path "$TOP/samples/BurnIso.vbs")" "$1" 2>/dev/null | tr -d '\r' |
        tee "$WORK/script.log" | tail -n 1 | grep -q "$2" || { cat "$WORK/script.log"; false; }
}

make_prefix "$WORK/prefix" "$ARCH64" || { fail 'BurnIso.vbs: a Wine prefix'; exit 1; }
make_image || { fail 'BurnIso.vbs: an image'; exit 1; }
serve_image || { cat "$WORK/server.log"; fail 'BurnIso.vbs: a web server'; exit 1; }
imapictl drive add BurnIso --folder "$WORK/recorder" >/dev/null 2>&1
check 'BurnIso.vbs without a medium says so' burn "http://127.0.0.1:$PORT/served.iso" '^NOT BURNED'
imapictl insert BurnIso dvd+r >/dev/null 2>&1
check 'BurnIso.vbs burns an image' burn "http://127.0.0.1:$PORT/served.iso" '^BURNED'
check 'the medium begins with the image' cmp -n "$(stat -c %s "$WORK/served.iso")" "$WORK/served.iso" \
    "$WORK/recorder/medium.iso"
