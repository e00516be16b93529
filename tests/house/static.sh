#!/usr/bin/env bash
# Reads the portable rooms with cppcheck, and compiles them with the host's compiler at its strictest.
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

INCLUDES=(-Iports -Ilibs/mmc -Ilibs/burn -Iports/virtual -Ilibs/fsimage)

for room in libs/mmc libs/burn libs/fsimage libs/fsimport ports/virtual; do
    check "cppcheck $room" cppcheck --quiet --std=c11 --error-exitcode=1 --enable=warning,portability \
        --inline-suppr --suppress=missingIncludeSystem "${INCLUDES[@]}" "$room"
    for file in "$room"/*.c; do
        check "strict C11: $file" gcc -std=c11 -pedantic-errors -O2 -Wall -Wextra -Werror -Wshadow -Wstrict-prototypes \
            -Wmissing-prototypes -Wpointer-arith -Wvla "${INCLUDES[@]}" -fsyntax-only "$file"
    done
    # A header has to stand alone: a user includes it first.
    for file in "$room"/*.h; do
        # A table is included in the midst of a program, with a macro that reads it.
        case $file in *_table.h) continue ;; esac
        check "stands alone: $file" gcc -std=c11 -Wall -Wextra -Werror "${INCLUDES[@]}" -fsyntax-only -x c "$file"
    done
done
