#!/usr/bin/env bash
# Runs the DLL's tests in Wine, one program call for each test file, and reports each as a case.
#
#   tests/dll/run.sh WIDTH...       WIDTH is x86_64 or i386
#
# Uses the Wine on the PATH, what is built in $IMAPI2_BUILD, and a prefix of its own. tests/chroot/run.sh
# runs this same file under other versions of Wine.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

set -u
. "$(dirname "$0")/../../scripts/lib.sh"

TIMEOUT=300     # seconds for one test file
WORKERS=4       # test files at once: most of their time is waiting

# The line with which a Wine test program ends: its counts of checks, todos, failures and skips.
SUMMARY='s/.*: \([0-9]*\) tests executed (\([0-9]*\) marked as todo, [^0-9]*\([0-9]*\) failure[s]*), \([0-9]*\) skipped.*/\1 \2 \3 \4/p'

test_names()
{
    wine "$1" --list 2>/dev/null | tr -d '\r' | sed -n 's/^    *\([a-z0-9_]*\)$/\1/p'
}

run_one()
{
    local width=$1 program=$2 name=$3 label out status counts library
    library=$(basename "$program" _test.exe)
    label="$VERSION $width $library:$name"
    out=$WORK/$width-$library-$name.log
    timeout "$TIMEOUT" "$WINE" "$program" "$name" >"$out" 2>&1
    status=$?
    counts=$(tr -d '\r' <"$out" | sed -n "$SUMMARY" | tail -n 1)
    if [ -z "$counts" ] || [ "$status" != 0 ]; then
        grep -aE 'Test failed|Test succeeded inside|unhandled|Assertion' "$out" | head -n 30
        [ -n "$counts" ] || tail -n 15 "$out"
        fail "$label (exit code $status, checks todo failures skips: ${counts:-no summary})"
        return
    fi
    # shellcheck disable=SC2086
    set -- $counts
    [ "$4" = 0 ] || grep -a 'Tests skipped' "$out" | tr -d '\r' | while read -r line; do skip "$label: $line"; done
    pass "$label ($1 checks, $2 todo)"
}

# The tests that no other worker has taken, one after the other, in a prefix of its own: they look at the drives of
# their user, and so must not meet. The third argument is the processor on which they run.
work()
{
    local width=$1 library name
    stay_on_processor "$3"
    use_prefix "$2"
    # Or the server ends when a test has ended, and now and then takes the next one along.
    wineserver -p >/dev/null 2>&1
    while read -r library name; do
        ! mkdir "$WORK/$width/taken-$library-$name" 2>/dev/null ||
            run_one "$width" "$WORK/$width/${library}_test.exe" "$name"
    done <"$WORK/$width/names"
    WINEPREFIX=$2 wineserver -k
    WINEPREFIX=$2 wineserver -w
    rm -rf "$2"     # a gigabyte, which may be one of memory
}

run_width()
{
    # A copy: beside the program that was built lies the DLL that was built, and Windows would take that one.
    local width=$1 library program names worker
    mkdir "$WORK/$width"
    if ! make_prefix "$WORK/prefix" "$width"; then
        fail "$VERSION $width: the DLL could not be registered"
        return
    fi
    for library in imapi2 imapi2fs; do
        program=$WORK/$width/${library}_test.exe
        cp "$BUILD/$width/${library}_test.exe" "$program" || { fail "$width: there is no ${library}_test.exe"; return; }
        names=$(test_names "$program")
        [ -n "$names" ] || fail "$VERSION $width: ${library}_test.exe names no tests"
        printf '%s\n' "$names" | sed "s/^/$library /" >>"$WORK/$width/names"
    done
    wineserver -k
    wineserver -w
    for worker in $(seq "$WORKERS"); do
        cp -a "$WORK/prefix" "$WORK/$width/prefix-$worker"
        work "$width" "$WORK/$width/prefix-$worker" "$worker" &
    done
    wait
}

WORK=$(mktemp -d "${TMPDIR:-/tmp}/imapi2-dll.XXXXXX") || exit 1
trap 'drop_prefix; rm -rf "$WORK"' EXIT
VERSION=$(wine --version 2>/dev/null | sed 's/ .*//')
for width in "${@:-$ARCH64}"; do
    run_width "$width"
done
