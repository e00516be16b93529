#!/usr/bin/env bash
# The Debian package: built with what it says it needs and no more, in Debian 12 and in Debian 13, and installed into
# a fresh system of the same release, where scripts of Windows burn.
#
#   tests/install/deb.sh [bookworm|trixie]      both, if none is named
#
# It is built from what `make dist` makes, so of what is committed.
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

WORK=$(mktemp -d "${TMPDIR:-/tmp}/imapi2-deb.XXXXXX") || exit 1
trap 'rm -rf "$WORK"' EXIT

# Leaves the packages in the folder of the second argument, and what was said in a file beside it. The root's layer
# is gone afterwards, so they leave it through a pipe.
build_packages() # ROOT FOLDER
{
    mkdir "$2"
    # shellcheck disable=SC2016
    enter_layer "$(root_folder "$1")" "$WORK/sources" "$WORK" bash -c '
        { cp -a /src /root/imapi2-wine && cd /root/imapi2-wine &&
            DEB_BUILD_OPTIONS="parallel=$(nproc) noautodbgsym" dpkg-buildpackage -us -uc; } </dev/null >&2 || exit 1
        cd .. && tar -cf - ./*.deb' 2>"$2.log" >"$2.tar" && tar -xf "$2.tar" -C "$2" && return 0
    tail -n 60 "$2.log"
    return 1
}

# Headers that are installed are of use by themselves: a program in C compiles, found after the compiler's own.
headers_compile() # ROOT FOLDER
{
    # shellcheck disable=SC2016
    enter_layer "$(root_folder "$1")" "$TOP" "$2" bash -c '
        dpkg --install /build/imapi2-wine-dev_*.deb &&
        x86_64-w64-mingw32-gcc -std=gnu11 -D_WIN32_WINNT=0x0601 -idirafter /usr/include/wine/wine/windows \
            -o /tmp/client.exe /src/tests/typelib/client.c -lole32 -loleaut32 -luuid' >"$2.log" 2>&1 && return 0
    tail -n 40 "$2.log"
    return 1
}

# lintian's sight of it is not asked here: it is no part of what a build needs.
release() # BUILD_ROOT RUN_ROOT
{
    local what="the Debian package in $2" packages=$WORK/$2
    want_root "$1" "$what" || return
    check "$what: dpkg-buildpackage, with its Build-Depends alone" build_packages "$1" "$packages"
    [ -n "$(find "$packages" -name 'imapi2-wine_*.deb')" ] || return
    check "$what: a client compiles with imapi2-wine-dev" headers_compile "$1" "$packages"
    want_root "$2" "$what" || return
    enter_layer "$(root_folder "$2")" "$TOP" "$packages" bash /src/tests/install/inside.sh deb ||
        fail "$what: the script ended with $?"
}

if ! git -C "$TOP" rev-parse HEAD >/dev/null 2>&1; then
    skip 'the Debian package: this is no git checkout'
    exit 0
fi
check 'make dist' make -s -C "$BUILD" dist
mkdir "$WORK/sources"
tar -xf "$BUILD"/*.tar.gz -C "$WORK/sources" --strip-components=1 || { fail 'the distribution unpacks'; exit 1; }
[ "${1:-bookworm}" != bookworm ] || release deb12 bookworm
[ "${1:-trixie}" != trixie ] || release deb13 trixie
