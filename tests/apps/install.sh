#!/usr/bin/env bash
# make install into a staging folder, make dist, and a build of what make dist made.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

set -u
. "$(dirname "$0")/../../scripts/lib.sh"

WORK=$(mktemp -d "${TMPDIR:-/tmp}/imapi2-install.XXXXXX") || exit 1
trap 'rm -rf "$WORK"' EXIT

holds() # FOLDER FILE...: each is somewhere below the folder
{
    local folder=$1 file missing=0
    shift
    for file in "$@"; do
        [ -n "$(find "$folder" -path "*/$file" -type f)" ] || { say "$file is missing"; missing=1; }
    done
    [ "$missing" = 0 ] || find "$folder" -type f
    return "$missing"
}

check 'make install DESTDIR' make -s -C "$BUILD" install DESTDIR="$WORK/stage"
check 'the installation holds DLLs, tools and headers of both widths' holds "$WORK/stage" \
    x86_64-windows/imapi2.dll i386-windows/imapi2.dll x86_64-unix/imapi2.so i386-unix/imapi2.so x86_64-windows/imapictl.exe i386-windows/imapictl.exe \
    imapi2.idl imapi2.h imapi2error.h bin/vhba-recorder man1/vhba-recorder.1 man1/imapictl.1

if git -C "$TOP" rev-parse HEAD >/dev/null 2>&1; then
    check 'make dist' make -s -C "$BUILD" dist
    mkdir "$WORK/unpacked" "$WORK/build"
    tar -xf "$BUILD"/*.tar.gz -C "$WORK/unpacked" --strip-components=1
    check 'the distribution configures without autoconf' \
        env -C "$WORK/build" AUTOCONF=false "$WORK/unpacked/configure" --quiet --enable-werror
    check 'the distribution builds' make -s -C "$WORK/build" -j "$(nproc)"
else
    skip 'make dist: this is no git checkout'
fi
