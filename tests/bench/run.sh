#!/usr/bin/env bash
# Burns 600 MB to a virtual BD-R, against dd copying the same file on the same file system, in turns; and holds
# the memory of the burning program against its ring.
#
#   tests/bench/run.sh [ROUNDS]        3 by default; the best of each side counts
#
# Where that is not enough there are up to four times as many rounds: another program on the machine disturbs the burn,
# which needs both cores, more than it disturbs dd, and so does a disk from which something large was just removed.
#
# Both sides start with the file in the page cache and end when the copy would survive a power cut.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

set -u
. "$(dirname "$0")/../../scripts/lib.sh"

ROUNDS=${1:-3}
MEGABYTES=600
LEAST_RATIO=60          # per cent of dd's rate
RING_MIB=32
ABOVE_RING_MIB=16

WORK=$(mktemp -d "${TMPDIR:-/var/tmp}/imapi2-bench.XXXXXX") || exit 1
trap 'drop_prefix; rm -rf "$WORK"' EXIT

# measure COMMAND...: runs it; prints milliseconds and the most memory it had at a time, in KiB.
measure()
{
    python3 - "$@" <<'PYTHON'
import resource, subprocess, sys, time
start = time.monotonic()
done = subprocess.run(sys.argv[1:], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
took = time.monotonic() - start
print(int(took * 1000), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(done.returncode)
PYTHON
}

better() { if [ -z "$1" ] || [ "$2" -lt "$1" ]; then say "$2"; else say "$1"; fi; }
rate() { say $((MEGABYTES * 1000 / ($1 > 0 ? $1 : 1))); }

copy()
{
    rm -f "$WORK/copy"
    measure dd "if=$WORK/image.iso" "of=$WORK/copy" bs=1M conv=fsync
}

burn()
{
    imapictl insert Bench bd-r --replace >/dev/null 2>&1 || return 1
    # The first program after another one that has just ended may wait a second for Wine's services: not this one.
    imapictl show Bench >/dev/null 2>&1
    measure bash -c '"$WINE" "$1" burn Bench "$2" && sync "$3"' burn \
        "$WINEPREFIX/$IMAPICTL" "$WORK/image.iso" "$WORK/recorder/medium.iso"
}

make_prefix "$WORK/prefix" "$ARCH64" || { fail 'bench: the DLL could not be registered'; exit 1; }
imapictl drive add Bench --folder "$WORK/recorder" >/dev/null || { fail 'bench: no virtual recorder'; exit 1; }
head -c "${MEGABYTES}000000" /dev/urandom >"$WORK/image.iso"
truncate -s %2048 "$WORK/image.iso"
imapictl insert Bench bd-r --replace >/dev/null
read -r _ idle < <(measure "$WINE" "$WINEPREFIX/$IMAPICTL" show Bench)

copied='' burned='' most=0
for round in $(seq $((4 * ROUNDS))); do
    [ "$round" -le "$ROUNDS" ] || [ $((copied * 100 / burned)) -lt "$LEAST_RATIO" ] || break
    copy_result=$(copy)
    if ! burn_result=$(burn); then
        fail "bench: round $round did not burn"
        exit 1
    fi
    copied=$(better "$copied" "${copy_result% *}")
    burned=$(better "$burned" "${burn_result% *}")
    memory=${burn_result#* }
    [ "$memory" -le "$most" ] || most=$memory
    say "round $round: dd ${copy_result% *} ms, burn ${burn_result% *} ms, most memory $((memory / 1024)) MiB"
done
cmp -s -n "$(stat -c %s "$WORK/image.iso")" "$WORK/image.iso" "$WORK/recorder/medium.iso" ||
    fail 'bench: the medium holds the image'

ratio=$((copied * 100 / burned))
verdict="600 MB to a virtual BD-R: $(rate "$burned") MB/s, dd $(rate "$copied") MB/s, ratio 0.$(printf '%02d' "$ratio") (at least 0.$LEAST_RATIO)"
[ "$ratio" -lt 100 ] || verdict=${verdict/ratio 0.$ratio/ratio $((ratio / 100)).$(printf '%02d' $((ratio % 100)))}
if [ "$ratio" -ge "$LEAST_RATIO" ]; then pass "bench: $verdict"; else fail "bench: $verdict"; fi

above=$(((most - idle) / 1024))
limit=$((RING_MIB + ABOVE_RING_MIB))
verdict="a burn takes $above MiB more than the same program idle ($((idle / 1024)) MiB), at most $limit"
if [ "$above" -le "$limit" ]; then pass "bench: $verdict"; else fail "bench: $verdict"; fi
