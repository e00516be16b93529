#!/usr/bin/env bash
# Damages images of discs and reads them, with AddressSanitizer and UndefinedBehaviorSanitizer, for a bounded time.
#
#   tests/fuzz/run.sh [SECONDS [FIRST_SEED]]
#
# A failure names its seed: fuzz-import 0 SEED IMAGE... repeats it. Put the image of a failure that was mended into
# tests/fuzz/corpus.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

set -u
. "$(dirname "$0")/../../scripts/lib.sh"

seconds=${1:-30}
first=${2:-$(($(date +%s) * 1000))}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if ! make -s -C "$BUILD" native/fuzz-import; then
    fail 'fuzz-import builds'
    exit 1
fi
for image in "$TOP"/tests/fuzz/corpus/*.img.gz; do
    gunzip -c "$image" >"$work/$(basename "$image" .gz)"
done
if timeout $((seconds + 120)) "$BUILD/native/fuzz-import" "$seconds" "$first" "$work"/*.img >"$work/log" 2>&1; then
    pass "damaged images of discs: $(tail -n 1 "$work/log"), first seed $first"
else
    tail -n 60 "$work/log"
    fail "damaged images of discs, from seed $first"
fi
