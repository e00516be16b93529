#!/usr/bin/env bash
# Which roads the DLL takes under Wine: its Unix side where that lies beside it, the host's ioctl where not, and
# what the user names instead. Needs no drive.
#
#   tests/dll/roads.sh [WIDTH...]       WIDTH is x86_64 or i386
#
# The pair of DLL and Unix side, as `make install` lays it out, is made here; where Wine's tools are missing, it is
# taken from $IMAPI2_BUILD/test-modules.
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

list_drives() { WINEDEBUG=-all,+imapi2 timeout 120 "$WINE" "$(system_folder "$WIDTH")/imapictl.exe" list; }
with_pair() { WINEDLLPATH=$MODULES "$@"; }

# expect NAME ROADS COMMAND...
expect()
{
    local name=$1 wanted=$2 got
    shift 2
    got=$(roads "$@")
    if [ "$got" = "$wanted" ]; then
        pass "roads: $WIDTH, $name: $wanted"
    else
        tail -n 20 "$WORK/log"
        fail "roads: $WIDTH, $name: $wanted (took: ${got:-none})"
    fi
}

lists_no_failure()
{
    list_drives >"$WORK/log" 2>&1
    ! grep -E 'cannot be (opened|watched)|lists no drives|0x8[0-9A-F]{7}' "$WORK/log"
}

lay_pair() # WIDTH
{
    (cd "$BUILD" && sh "$TOP/build-aux/installdlls" winebuild "$MODULES" "$1/imapi2.dll" "$1/imapi2.so") >/dev/null
}

run_width()
{
    WIDTH=$1
    if [ ! -e "$BUILD/$WIDTH/imapi2.so" ]; then
        skip "roads: $WIDTH: the Unix side was not built"
        return
    fi
    if [ -n "$HAVE_TOOLS" ] && ! lay_pair "$WIDTH"; then
        fail "roads: $WIDTH: the pair can be laid out"
        return
    fi
    if ! make_prefix "$WORK/prefix-$WIDTH" "$WIDTH"; then
        fail "roads: $WIDTH: the DLL can be registered"
        return
    fi
    expect 'copied alone' 'ntspti virtual' list_drives
    cp "$MODULES/$WIDTH-windows/imapi2.dll" "$(system_folder "$WIDTH")/"
    expect 'copied alone, with the mark of a pair' 'ntspti virtual' list_drives
    expect 'the pair' 'linux virtual' with_pair list_drives
    check "roads: $WIDTH: the Unix side lists drives without a failure" with_pair lists_no_failure
    expect 'named in the environment' 'virtual linux' \
        env_roads 'virtual, nonsense, linux,virtual' with_pair list_drives
    wine reg add 'HKCU\Software\Wine\Imapi2' /v Roads /d 'ntspti,linux,virtual' /f >/dev/null 2>&1
    expect 'named in the registry' 'ntspti linux virtual' with_pair list_drives
    expect 'named, but not there' 'ntspti virtual' list_drives
    expect 'the environment before the registry' 'virtual' env_roads virtual with_pair list_drives
    drop_prefix
}

env_roads()
{
    local value=$1
    shift
    IMAPI2_ROADS=$value "$@"
}

WORK=$(mktemp -d "${TMPDIR:-/tmp}/imapi2-roads.XXXXXX") || exit 1
trap 'drop_prefix; rm -rf "$WORK"' EXIT
HAVE_TOOLS=$(type -P winebuild)
MODULES=$BUILD/test-modules
[ -z "$HAVE_TOOLS" ] || MODULES=$WORK/modules
if [ -z "$HAVE_TOOLS" ] && [ ! -d "$MODULES" ]; then
    skip 'the choice of roads: winebuild, which marks the DLL as a pair, is missing'
    exit 0
fi
for width in "${@:-$ARCH64}"; do
    run_width "$width"
done
