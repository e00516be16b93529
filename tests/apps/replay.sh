#!/usr/bin/env bash
# Records the trace of real burns through the DLL, and replays each against a fresh virtual recorder: there is no
# difference. Then falsifies traces, and each falsehood is told at its line.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

set -u
. "$(dirname "$0")/../../scripts/lib.sh"

REPLAY=$BUILD/native/imapi2-replay

WORK=$(mktemp -d "${TMPDIR:-/tmp}/imapi2-replay.XXXXXX") || exit 1
trap 'drop_prefix; rm -rf "$WORK"' EXIT

# record KIND COMMAND...: the trace of an imapictl command with a fresh blank goes to KIND.trace.
record()
{
    local kind=$1 trace=$WORK/$1.trace
    shift
    imapictl insert Traced "$kind" --replace >/dev/null 2>&1 || return 1
    WINEDEBUG=-all,+imapi2_scsi imapictl "$@" >"$WORK/out" 2>"$trace" || { cat "$WORK/out"; return 1; }
}

burn_and_replay()
{
    local kind=$1
    check "$kind: a burn is traced" record "$kind" burn Traced "$WORK/image.iso"
    if grep -q 'op=WRITE_10' "$WORK/$kind.trace"; then
        pass "$kind: the trace holds the writes ($(grep -c 'mmc: ' "$WORK/$kind.trace") commands)"
    else
        fail "$kind: the trace holds the writes"
    fi
    check "$kind: the replay shows no difference" "$REPLAY" -k "$kind" "$WORK/$kind.trace"
}

# falsify NAME OPERATION FROM TO: in the last command of that operation FROM becomes TO. The replay has to end
# with 1 and name that line first.
falsify()
{
    local name=$1 operation=$2 from=$3 to=$4 line
    line=$(grep -n "op=$operation .*$from" "$WORK/bd-r.trace" | tail -n 1 | cut -d: -f1)
    if [ -z "$line" ]; then
        fail "a falsified $name is told: the trace has no $operation with $from"
        return
    fi
    sed "${line}s/$from/$to/" "$WORK/bd-r.trace" >"$WORK/false.trace"
    "$REPLAY" -k bd-r "$WORK/false.trace" >"$WORK/out" 2>&1
    if [ $? = 1 ] && head -n 1 "$WORK/out" | grep -q "false.trace:$line: "; then
        pass "a falsified $name is told at its line: $(head -n 1 "$WORK/out" | grep -o "false.trace.*")"
    else
        cat "$WORK/out"
        fail "a falsified $name is told at line $line"
    fi
}

make -s -C "$BUILD" native/imapi2-replay || { fail 'imapi2-replay builds'; exit 1; }
make_prefix "$WORK/prefix" "$ARCH64" || { fail 'the DLL could not be registered'; exit 1; }
imapictl drive add Traced --folder "$WORK/recorder" >/dev/null || { fail 'no virtual recorder'; exit 1; }
head -c $((3 * 1048576)) /dev/urandom >"$WORK/image.iso"

for kind in cd-r cd-rw dvd-r dvd+r dvd+rw bd-r bd-re; do
    burn_and_replay "$kind"
done

falsify 'status' 'WRITE_10' 'status=00' 'status=02'
falsify 'number of bytes' 'WRITE_10' 'moved=[0-9]*' 'moved=2048'
falsify 'reply' 'READ_TRACK_INFORMATION' 'in=hex:....' 'in=hex:ffff'
falsify 'delivery' 'CLOSE_TRACK_SESSION' 'reply=ok' 'reply=timeout'

# A trace from the middle of a burn is none of a blank disc.
sed '0,/op=WRITE_10/d' "$WORK/bd-r.trace" >"$WORK/late.trace"
"$REPLAY" -k bd-r "$WORK/late.trace" >"$WORK/out" 2>&1
if [ $? = 1 ]; then
    pass 'a trace whose first write is missing differs'
else
    cat "$WORK/out"
    fail 'a trace whose first write is missing differs'
fi
say 'nothing of a trace' >"$WORK/empty.trace"
"$REPLAY" -k bd-r "$WORK/empty.trace" >/dev/null 2>&1
if [ $? = 2 ]; then
    pass 'a file without a trace is no success'
else
    fail 'a file without a trace is no success'
fi
