#!/usr/bin/env bash
# The race of tests/vm/speed.sh; runs in the laboratory's machine. Reports in the words of scripts/lib.sh.
#
#   tests/vm/speed-race.sh MEGABYTES TURNS
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

set -u
. "$(dirname "$0")/../../scripts/lib.sh"
. "$(dirname "$0")/guest.sh"

MEDIUM=dvd+r
MEGABYTES=$1
TURNS=$2
IMAGE=/var/tmp/speed.img
TIMES=/tmp/times
OURS=imapi2-linux

# Seconds and processor seconds of one burn, with every process that it started and waited for.
measure() # BURNER
{
    python3 -c '
import resource, subprocess, sys, time
start = time.monotonic()
subprocess.run(sys.argv[2:], check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(sys.argv[1], round(time.monotonic() - start, 2), round(used.ru_utime + used.ru_stime, 2))' "$1" \
        bash -c '. "$1/guest.sh"; . "$1/burners.sh"; burner burn "$2" "$3" "$4"' burn "$(dirname "$0")" "$1" "$IMAGE" "$MEDIUM"
}

run_one() # BURNER
{
    recorder_start "$MEDIUM" >/dev/null 2>&1 || return 1
    measure "$1" >>"$TIMES" || return 1
    tail -n 1 "$TIMES"
    reload_medium && same_data "$IMAGE"
}

# The best time and the least processor time of a burner's runs.
best()
{
    awk -v who="$1" '
        $1 == who { if (!n || $2 < t) t = $2; if (!n++ || $3 < c) c = $3 }
        END { print t, c }' "$TIMES"
}

judge()
{
    local burner ours ours_cpu theirs theirs_cpu
    read -r ours ours_cpu < <(best "$OURS")
    awk -v t="$ours" -v c="$ours_cpu" -v m="$MEGABYTES" -v w="$OURS" \
        'BEGIN { printf "%s: %.1f MB/s, %.2f s of processor for a GB\n", w, m / t, c * 1000 / m }'
    for burner in cdrskin growisofs; do
        read -r theirs theirs_cpu < <(best "$burner")
        awk -v t="$theirs" -v c="$theirs_cpu" -v m="$MEGABYTES" -v w="$burner" -v o="$ours" -v p="$ours_cpu" \
            'BEGIN { printf "%s: %.1f MB/s, %.2f s of processor for a GB", w, m / t, c * 1000 / m
                     printf "; our speed is %.2f of that, our processor time %.2f\n", t / o, p / c }'
        # A twentieth is what two runs of one burner differ by.
        check "speed: no slower than $burner" awk -v t="$theirs" -v o="$ours" 'BEGIN { exit !(o <= t * 1.05) }'
    done
}

head -c "${MEGABYTES}MB" /dev/urandom | head -c "$((MEGABYTES * 1000000 / 65536 * 65536))" >"$IMAGE"
: >"$TIMES"
order="$OURS cdrskin growisofs"
for ((turn = 1; turn <= TURNS; turn++)); do
    for burner in $order; do
        run_one "$burner" || { fail "speed: $burner burns $MEGABYTES MB"; exit; }
    done
    # shellcheck disable=SC2086
    order=$(printf '%s\n' $order | tac | xargs)
done
recorder_stop
judge
