#!/usr/bin/env bash
# Which roads the DLL takes under Wine: its Unix side where that lies beside it, the host's ioctl where not, and
# what the user names instead. Needs no drive.
#
#   tests/dll/roads.sh
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

set -u
. "$(dirname "$0")/../../scripts/lib.sh"

# The roads in their order, as the DLL traces them.
roads()
{
    "$@" >"$WORK/log" 2>&1
    tr -d '\r' <"$WORK/log" | sed -n 's/.*road [0-9]*: \([a-z]*\)$/\1/p' | xargs
}

list_drives() { WINEDEBUG=-all,+imapi2 timeout 120 "$WINE" "$WINEPREFIX/$IMAPICTL" list; }
with_pair() { WINEDLLPATH=$WORK/modules "$@"; }

# expect NAME ROADS COMMAND...
expect()
{
    local name=$1 wanted=$2 got
    shift 2
    got=$(roads "$@")
    if [ "$got" = "$wanted" ]; then
        pass "roads: $name: $wanted"
    else
        tail -n 20 "$WORK/log"
        fail "roads: $name: $wanted (took: ${got:-none})"
    fi
}

lists_no_failure()
{
    list_drives >"$WORK/log" 2>&1
    ! grep -E 'cannot be (opened|watched)|lists no drives|0x8[0-9A-F]{7}' "$WORK/log"
}

if [ ! -e "$BUILD/$ARCH64/imapi2.so" ]; then
    skip 'the choice of roads: the Unix side was not built'
    exit 0
fi
if ! command -v winebuild >/dev/null; then
    skip 'the choice of roads: winebuild, which marks the DLL as a pair, is missing'
    exit 0
fi
WORK=$(mktemp -d "${TMPDIR:-/tmp}/imapi2-roads.XXXXXX") || exit 1
trap 'drop_prefix; rm -rf "$WORK"' EXIT
(cd "$BUILD" && sh "$TOP/build-aux/installdlls" winebuild "$WORK/modules" "$ARCH64/imapi2.dll" "$ARCH64/imapi2.so") \
    >/dev/null || { fail 'roads: the pair can be laid out'; exit 1; }
if ! make_prefix "$WORK/prefix" "$ARCH64"; then
    fail 'roads: the DLL can be registered'
    exit 1
fi

expect 'copied alone' 'ntspti virtual' list_drives
cp "$WORK/modules/$ARCH64-windows/imapi2.dll" "$(system_folder "$ARCH64")/"
expect 'copied alone, with the mark of a pair' 'ntspti virtual' list_drives
expect 'the pair' 'linux virtual' with_pair list_drives
check 'roads: the Unix side lists drives without a failure' with_pair lists_no_failure

export IMAPI2_ROADS='virtual, nonsense, linux,virtual'
expect 'named in the environment' 'virtual linux' with_pair list_drives
unset IMAPI2_ROADS
wine reg add 'HKCU\Software\Wine\Imapi2' /v Roads /d 'ntspti,linux,virtual' /f >/dev/null 2>&1
expect 'named in the registry' 'ntspti linux virtual' with_pair list_drives
expect 'named, but not there' 'ntspti virtual' list_drives
export IMAPI2_ROADS=virtual
expect 'the environment before the registry' 'virtual' with_pair list_drives
