#!/usr/bin/env bash
# Kills a burn half way with kill -9, and looks at what is left: a medium as a real disc would be, nothing
# locked, and a recorder that burns the next disc.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

set -u
. "$(dirname "$0")/../../scripts/lib.sh"

WORK=$(mktemp -d "${TMPDIR:-/tmp}/imapi2-kill.XXXXXX") || exit 1
trap 'drop_prefix; rm -rf "$WORK"' EXIT

# Bits of IMAPI_FORMAT2_DATA_MEDIA_STATE.
OVERWRITE_ONLY=1
BLANK=2
APPENDABLE=4
DAMAGED=1024

MEDIUM=$WORK/recorder/medium.iso

written_mib() { say $(($(stat -c %s "$MEDIUM" 2>/dev/null || say 0) / 1048576)); }

# Starts a burn in a process group of its own; kills the whole group once so much is on the medium.
# Prints what had been written.
kill_a_burn()
{
    local image=$1 mib=$2 tries=2000 group written=0
    setsid "$WINE" "$WINEPREFIX/$IMAPICTL" burn Killed "$image" >"$WORK/burn.log" 2>&1 &
    group=$!
    while [ $((tries -= 1)) -gt 0 ] && kill -0 "$group" 2>/dev/null; do
        written=$(written_mib)
        [ "$written" -lt "$mib" ] || break
        sleep 0.01
    done
    kill -KILL -- "-$group" 2>/dev/null
    wait "$group" 2>/dev/null
    [ $? = 137 ] || return 1
    ! pgrep -g "$group" >/dev/null || return 1
    written_mib
}

state() { wine cscript.exe //nologo "$(windows_path "$TOP/tests/apps/state.vbs")" 2>/dev/null | tr -d '\r'; }
value() { sed -n "s/^$1=//p" "$WORK/state"; }

# expect NAME COMMAND...: as check, but shows the recorder's state when it fails.
expect()
{
    local name=$1
    shift
    if "$@"; then
        pass "$name"
    else
        cat "$WORK/state" "$WORK/burn.log"
        fail "$name"
    fi
}

has_bits() { [ "$(value status)" != '' ] && [ $(($(value status) & $1)) = "$1" ]; }
has_no_bits() { [ "$(value status)" != '' ] && [ $(($(value status) & $1)) = 0 ]; }
is_free() { grep -q '^owner=$' "$WORK/state"; }

# A burn of KIND is killed; then the medium's status must hold BITS and none of WITHOUT.
killed_leaves()
{
    local kind=$1 bits=$2 without=$3 how=$4 written
    imapictl insert Killed "$kind" --replace >"$WORK/burn.log" 2>&1
    if ! written=$(kill_a_burn "$WORK/large.iso" 24); then
        cat "$WORK/burn.log"
        fail "$kind, $how: the burn was caught half way"
        return
    fi
    pass "$kind, $how: the burn was killed with $written MiB on the medium"
    # With the server gone too, everything that Windows programs know of each other is gone, as after a power cut.
    if [ "$how" = 'server killed too' ]; then
        wineserver -k9
        wineserver -w
    fi
    state >"$WORK/state"
    expect "$kind, $how: the next program reads the medium to the end" grep -q '^END' "$WORK/state"
    expect "$kind, $how: nobody owns the recorder" is_free
    expect "$kind, $how: the next program gets exclusive access" [ "$(value exclusive)" = state ]
    expect "$kind, $how: the medium is not blank" [ "$(value blank)" = 0 ]
    expect "$kind, $how: the medium's status has bits $bits" has_bits "$bits"
    expect "$kind, $how: the medium's status has no bits of $without" has_no_bits "$without"
    expect "$kind, $how: what was written is there" cmp -s -n $((16 * 1048576)) "$WORK/large.iso" "$MEDIUM"

    imapictl eject Killed >"$WORK/burn.log" 2>&1
    expect "$kind, $how: the tray opens" [ $? = 0 ]
    imapictl insert Killed "$kind" --replace >"$WORK/burn.log" 2>&1 &&
        imapictl burn Killed "$WORK/small.iso" >>"$WORK/burn.log" 2>&1
    expect "$kind, $how: the next disc burns" [ $? = 0 ]
    expect "$kind, $how: and holds what was burned" \
        cmp -s -n "$(stat -c %s "$WORK/small.iso")" "$WORK/small.iso" "$MEDIUM"
}

make_prefix "$WORK/prefix" "$ARCH64" || { fail 'the DLL could not be registered'; exit 1; }
head -c $((4 * 1048576)) /dev/urandom >"$WORK/small.iso"
# Random where it is compared, a hole where it only has to be long.
head -c $((32 * 1048576)) /dev/urandom >"$WORK/large.iso"
truncate -s $((600 * 1048576)) "$WORK/large.iso"
imapictl drive add Killed --folder "$WORK/recorder" >/dev/null || { fail 'no virtual recorder'; exit 1; }
# A server that is killed takes along what it has not yet written of the registry, so let it write now.
wineserver -k
wineserver -w

killed_leaves bd-r $APPENDABLE $BLANK 'program killed'
killed_leaves cd-r $DAMAGED $BLANK 'program killed'
killed_leaves dvd+rw $OVERWRITE_ONLY $BLANK 'program killed'
killed_leaves bd-r $APPENDABLE $BLANK 'server killed too'
