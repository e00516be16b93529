#!/usr/bin/env bash
# What a newcomer does: a minimal Debian 12, a clone, scripts/demo, scripts/test.
#
#   tests/chroot/fresh.sh WORD...      the words go to scripts/test: --quick, or steps
#
# The clone is of what is committed. Without words the tests make their own Debian systems inside of this one.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

set -u
. "$(dirname "$0")/../../scripts/lib.sh"
. "$(dirname "$0")/roots.sh"

want_root fresh 'a newcomer in a fresh Debian'
case $? in
    0) ;;
    1) exit 1 ;;
    *) exit 0 ;;
esac

WORK=$(mktemp -d "${TMPDIR:-/var/tmp}/imapi2-fresh.XXXXXX") || exit 1
trap 'rm -rf --one-file-system "$WORK"' EXIT
# A copy, so that what gets installed is not there the next time.
cp -a "$(root_folder fresh)" "$WORK/root"
cp /etc/resolv.conf "$WORK/root/etc/" 2>/dev/null
git clone -q --bare "$TOP" "$WORK/repository" || { fail 'the tree can be cloned'; exit 1; }

newcomer() # COMMAND: in a clone in the fresh system; what it says is shown as it comes
{
    enter_root "$WORK/root" "$WORK/repository" "$WORK" bash -c "
        unset IMAPI2_BUILD CI
        [ -d /root/imapi2 ] || git clone -q /src /root/imapi2 || exit 1
        cd /root/imapi2 && $1"
}

newcomer 'scripts/demo' </dev/null >"$WORK/demo.log" 2>&1
if tail -n 1 "$WORK/demo.log" | grep -q '^DEMO OK: [1-9]'; then
    pass "fresh Debian: scripts/demo: $(tail -n 1 "$WORK/demo.log")"
else
    tail -n 40 "$WORK/demo.log"
    fail 'fresh Debian: scripts/demo ends with DEMO OK'
fi
TEST="scripts/test${*:+ $*}"
newcomer "$TEST" </dev/null >"$WORK/test.log" 2>&1
counts=$(tail -n 1 "$WORK/test.log")
if say "$counts" | grep -qE '^[1-9][0-9]* passed, 0 failed, [0-9]+ skipped$'; then
    pass "fresh Debian: $TEST: $counts"
else
    grep -a 'Test failed' "$WORK/test.log" | head -n 20
    sed -n '/^Skipped, and why/,$p' "$WORK/test.log" | sed 's/^\(PASS\|FAIL\|SKIP\):/  \1/' | tail -n 40
    fail "fresh Debian: $TEST: $counts"
fi
