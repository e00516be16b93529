#!/usr/bin/env bash
# Whether a person reads the same text of an error on each road: what the message tables say, what FormatMessage
# finds in them (the DLLs' tests compare that with each error object), what a script gets as Err.Description, and what
# imapictl prints.
#
#   tests/apps/texts.sh
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

set -u
. "$(dirname "$0")/../../scripts/lib.sh"

WORK=$(mktemp -d "${TMPDIR:-/tmp}/imapi2-texts.XXXXXX") || exit 1
trap 'drop_prefix; rm -rf "$WORK"' EXIT

text_of() { python3 "$TOP/tests/errors/messages.py" "$1"; }

# scripts_read CODE...: the script met these errors one after the other, and read the text of each.
scripts_read()
{
    local code
    for code in "$@"; do printf '%s %s\n' "$code" "$(text_of "$code")"; done >"$WORK/expected"
    say END >>"$WORK/expected"
    wine cscript.exe //nologo "$(windows_path "$TOP/tests/apps/texts.vbs")" 2>&1 | tr -d '\r' >"$WORK/read"
    check "a script reads the texts of $# errors" diff "$WORK/expected" "$WORK/read"
}

# prints CODE ARGUMENT...: imapictl fails so, and prints the text.
prints()
{
    local code=$1
    shift
    imapictl "$@" >"$WORK/out" 2>&1 </dev/null
    check "imapictl $1 prints the text of $code" grep -F "$(text_of "$code") ($code)" "$WORK/out"
}

stay_on_processor 0
make_prefix "$WORK/prefix" "$ARCH64" || { fail 'the DLL could not be registered'; exit 1; }
imapictl drive add Texts --folder "$WORK/recorder" >/dev/null
head -c 4096 /dev/zero >"$WORK/even.iso"
head -c 4097 /dev/zero >"$WORK/odd.iso"

scripts_read 0xC0AA0003 0xC0AA0408 0xC0AA0401 0xC0AA0202 0xC0AAB101 0xC0AAB104 0xC0AAB110 0xC0AAB118 0xC0AA0202 \
    0xC0AAB101 0xC0AAB202
prints 0xC0AA0202 burn Texts "$WORK/even.iso"
imapictl insert Texts cd-r >/dev/null
prints 0xC0AA0403 burn Texts "$WORK/odd.iso"
