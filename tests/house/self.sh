#!/usr/bin/env bash
# Breaks every house rule in a small tree of its own, and looks whether tests/house/check.sh notices.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

set -u
. "$(dirname "$0")/../../scripts/lib.sh"

WORK=$(mktemp -d "${TMPDIR:-/tmp}/imapi2-house.XXXXXX") || exit 1
trap 'rm -rf "$WORK"' EXIT
cd "$WORK" || exit 1

put() # FILE: standard input becomes the file
{
    mkdir -p "$(dirname "$1")"
    cat >"$1"
}

put libs/mmc/a.c <<'EOF'
#include "port.h"
#include <windows.h>
EOF
put libs/fsimage/f.c <<'EOF'
#include "mmc_all.h"
EOF
put libs/fsimport/i.c <<'EOF'
#include "layout_private.h"
EOF
put libs/burn/b.c <<'EOF'
#include <pthread.h>
#include "virtual.h"
HRESULT burn_result(void);
EOF
put ports/virtual/v.c <<'EOF'
#include "burn.h"
EOF
put ports/ntspti/n.c <<'EOF'
#include "imapi2.h"
static void lay(void)
{
    cdb[0] = 0x2a;
    if (profile == 0x0009 || sense.key == 2 || asc == 0x04) return;
}
EOF
{
    cat <<'EOF'
#include "virtual.h"
#include <scsi/sg.h>
static HRESULT WINAPI thing_get_Value(IThing *iface, LONG *value)
{
    TRACE("(%p)->(%p)\n", iface, value);
    return E_NOTIMPL;
}
static HRESULT WINAPI thing_Do(IThing *iface)
{
    TRACE("(%p)\n", iface);
    /* nothing */
    return S_OK;
}
static void long_one(void)
{
EOF
    yes '    step();' | head -n 1000
    say '}'
} | put dlls/imapi2/d.c
put dlls/imapi2/Makefile.in <<'EOF'
SOURCES = gone.c
EOF
put README.md <<'EOF'
[nowhere](nowhere.md) and tests/nowhere.sh, `scripts/test nowhere`, `imapictl nowhere`, 0xC0AA0202, "nowhere"
EOF
mkdir -p scripts tests/house
cp "$TOP/scripts/lib.sh" scripts/
cp "$TOP"/tests/house/{check.sh,docs.py,notimpl,nothing-to-do} tests/house/
: >Makefile.in
git init -q .

tests/house/check.sh >log 2>&1
while read -r rule; do
    if grep -qF "FAIL: house: $rule" log; then
        pass "noticed: $rule"
    else
        fail "noticed: $rule"
    fi
done < <(sed -n 's/^\(PASS\|FAIL\): house: //p' log)
