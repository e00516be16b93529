#!/usr/bin/env bash
# Compiles what runs on Windows against Wine's own headers as well, for nothing but the warnings: in a Wine
# source tree there are no others.
#
#   tests/dll/wine-headers.sh
#
# Uses the generated headers of $IMAPI2_BUILD.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

set -u
. "$(dirname "$0")/../../scripts/lib.sh"
cd "$TOP" || exit 1

# Where Debian's libwine-dev lays them.
HEADERS=/usr/include/wine/wine
INCLUDES=(-I"$BUILD/include" -Iinclude -Ilibs/mmc -Ilibs/burn -Iports -Iports/virtual -Iports/ntvirtual -Iports/ntspti -Iports/linux)

compile()
{
    local compiler=$1
    shift
    "$compiler" -fsyntax-only -std=gnu11 -Wall -Wextra -Wno-unused-parameter -Werror -nostdinc \
        -D__WINESRC__ -D__WINE_PE_BUILD -D_UCRT "${INCLUDES[@]}" -isystem "$HEADERS/msvcrt" \
        -isystem "$HEADERS/windows" -isystem "$("$compiler" -print-file-name=include)" "$@"
}

if [ ! -e "$HEADERS/windows/windows.h" ]; then
    skip "sources against Wine's headers: they are not in $HEADERS"
    exit 0
fi
for room in dlls/imapi2 dlls/imapi2/tests ports/ntspti ports/ntvirtual ports/linux; do
    sources=$(sed -n 's/^[[:space:]]\{1,\}\([a-z0-9_]*\.c\).*/\1/p' "$room/Makefile.in" | sed "s|^|$room/|")
    [ -n "$sources" ] || { fail "$room lists no sources"; continue; }
    for compiler in x86_64-w64-mingw32-gcc i686-w64-mingw32-gcc; do
        # shellcheck disable=SC2086
        check "$room compiles with Wine's headers (${compiler%%-*})" compile "$compiler" $sources
    done
done
