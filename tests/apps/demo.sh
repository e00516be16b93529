#!/usr/bin/env bash
# Runs the demo as a user does, and the ways in which it has to fail.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

set -u
. "$(dirname "$0")/../../scripts/lib.sh"

LIMIT=300       # seconds, with all packages there

WORK=$(mktemp -d "${TMPDIR:-/tmp}/imapi2-demo-test.XXXXXX") || exit 1
trap 'rm -rf "$WORK"' EXIT

started=$SECONDS
"$TOP/scripts/demo" >"$WORK/log" 2>&1
status=$?
took=$((SECONDS - started))
if [ "$status" = 0 ] && tail -n 1 "$WORK/log" | grep -q '^DEMO OK: [1-9]'; then
    pass "scripts/demo: $(tail -n 1 "$WORK/log")"
else
    tail -n 40 "$WORK/log"
    fail "scripts/demo ends with DEMO OK (exit code $status)"
fi
if [ "$took" -le "$LIMIT" ]; then
    pass "scripts/demo takes less than $LIMIT s ($took s)"
else
    fail "scripts/demo takes less than $LIMIT s ($took s)"
fi

"$TOP/scripts/demo" "$WORK/nowhere" >"$WORK/log" 2>&1
status=$?
if [ "$status" != 0 ] && tail -n 1 "$WORK/log" | grep -q '^DEMO FAILED: '; then
    pass 'scripts/demo without a folder to burn says so'
else
    tail -n 5 "$WORK/log"
    fail 'scripts/demo without a folder to burn says so'
fi

mkdir "$WORK/empty"
if ! "$TOP/scripts/demo" "$WORK/empty" >"$WORK/log" 2>&1 && tail -n 1 "$WORK/log" | grep -q '^DEMO FAILED: '; then
    pass 'scripts/demo with an empty folder burns nothing and says so'
else
    tail -n 5 "$WORK/log"
    fail 'scripts/demo with an empty folder burns nothing and says so'
fi
