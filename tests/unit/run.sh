#!/usr/bin/env bash
# Builds and runs the native unit tests, with AddressSanitizer and UndefinedBehaviorSanitizer, and reports each
# of their cases.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

set -u
. "$(dirname "$0")/../../scripts/lib.sh"

TIMEOUT=300     # seconds for one program

export ASAN_OPTIONS=detect_leaks=1:abort_on_error=0 UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1

run_program()
{
    local program=$1 name=${1##*/} log status failed
    log=$(mktemp)
    timeout "$TIMEOUT" "$program" >"$log" 2>&1
    status=$?
    sed -n "s/^\[       OK \] \(.*\)/PASS: $name: \1/p; s/^\[  SKIPPED \] \([^ ]*\)$/SKIP: $name: \1/p" "$log"
    failed=$(sed -n 's/^\[  FAILED  \] \([a-zA-Z_][a-zA-Z0-9_]*\)$/\1/p' "$log" | sort -u)
    if [ "$status" != 0 ]; then
        grep -vE '^\[ +(RUN|OK|=+)' "$log" | head -n 60
        for case in ${failed:-exit_code_$status}; do fail "$name: $case"; done
    elif ! grep -q '^\[  PASSED  \]' "$log"; then
        fail "$name: ran no test"
    fi
    rm -f "$log"
}

mapfile -t programs < <(grep -o 'test_[a-z0-9_]*\.c' "$TOP/tests/unit/Makefile.in" | sed 's|\(.*\)\.c|unit/\1|')
if ! make -s -C "$BUILD" -j "$(nproc)" "${programs[@]}"; then
    fail 'the unit tests build'
    exit 1
fi
for program in "${programs[@]}"; do
    run_program "$BUILD/$program"
done
