#!/usr/bin/env bash
# The roads `make install` and winetricks, each in a fresh Debian 12 (Wine 8) and Debian 13 (Wine 10), both at once.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

set -u
. "$(dirname "$0")/../../scripts/lib.sh"
. "$TOP/tests/chroot/roots.sh"

WORK=$(mktemp -d "${TMPDIR:-/tmp}/imapi2-install.XXXXXX") || exit 1
trap 'rm -rf "$WORK"' EXIT

in_system() # ROOT PROCESSOR
{
    stay_on_processor "$2"
    want_root "$1" "the roads of installation in a $1 system" || return
    enter_layer "$(root_folder "$1")" "$TOP" "$WORK" bash /src/tests/install/inside.sh make winetricks ||
        fail "the roads of installation in a $1 system: the script ended with $?"
}

check 'make install DESTDIR' make -s -C "$BUILD" install DESTDIR="$WORK/stage"
in_system install12 0 >"$WORK/install12.log" 2>&1 &
in_system install13 1 >"$WORK/install13.log" 2>&1 &
wait
cat "$WORK/install12.log" "$WORK/install13.log"
