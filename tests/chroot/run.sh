#!/usr/bin/env bash
# Runs the DLL's tests under the Wine of other systems.
#
#   tests/chroot/run.sh trixie         Wine 10, 64 and 32 bit
#   tests/chroot/run.sh bookworm       Wine 8, 64 and 32 bit, from bookworm's main suite alone
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

NAME=${1:?usage: run.sh trixie|bookworm}

want_root "$NAME" "DLL tests in a $NAME system"
case $? in
    0) pass "a $NAME system with wine32:i386 resolves and installs" ;;
    1) exit 1 ;;
    *) exit 0 ;;
esac

# The pairs of DLL and Unix side for tests/dll/roads.sh: the other system has no tools of Wine's.
for width in "$ARCH64" "$ARCH32"; do
    [ ! -e "$BUILD/$width/imapi2.so" ] || (cd "$BUILD" && sh "$TOP/build-aux/installdlls" winebuild test-modules \
        "$width/imapi2.dll" "$width/imapi2.so") >/dev/null || fail "$width: DLL and Unix side can be laid out"
done

# The 64-bit Wine of Debian 12 is the one that the step dll uses on that system itself.
widths=("$ARCH64" "$ARCH32")
[ "$NAME" != bookworm ] || widths=("$ARCH32")
enter_root "$(root_folder "$NAME")" "$TOP" "$BUILD" bash /src/tests/chroot/inside.sh "${widths[@]}"
