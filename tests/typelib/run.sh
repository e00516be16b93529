#!/usr/bin/env bash
# Compares the public headers, and the type library and the messages of every built imapi2.dll and imapi2fs.dll, with
# the tables of imapi2.json and imapi2fs.json, and these with the specification where it lies beside the checkout.
#
#   tests/typelib/run.sh            everything
#   tests/typelib/run.sh library    only what the DLLs hold (needs no compiler)
#
# Uses what is built in $IMAPI2_BUILD, the Wine on the PATH, and a prefix of its own.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

set -u
. "$(dirname "$0")/../../scripts/lib.sh"

HERE=$TOP/tests/typelib
PYTHON=${PYTHON:-python3}
SPEC=$TOP/../shared/spec

# The program of a width runs where this Wine has that width: called with nothing it says how to call it.
runs_here()
{
    wine "$BUILD/$1/typelib_dump.exe" >/dev/null 2>&1
    [ $? = 2 ]
}

compare_dll()
{
    local reader=$1 width=$2 library=$3 dump=$WORK/$1-$2-$3.txt
    # shellcheck disable=SC2046
    wine "$BUILD/$reader/typelib_dump.exe" "$(windows_path "$BUILD/$width/$library.dll")" \
        $("$PYTHON" "$HERE/compare.py" --codes "$library") >"$dump" 2>/dev/null
    if ! "$PYTHON" "$HERE/compare.py" "$library" "$width $library.dll, $reader reader" "$dump" >"$dump.out"; then
        grep -q '^FAIL: ' "$dump.out" || fail "$width $library.dll, $reader reader: the comparison did not run"
    fi
    cat "$dump.out"
}

check_tables()
{
    if [ -f "$SPEC/imapi2.json" ]; then
        check 'the tables are those of the specification' "$PYTHON" "$HERE/reduce_spec.py" --check "$SPEC"
    else
        skip 'the tables are those of the specification: it is not beside this checkout'
    fi
    check 'clients compile, every value and slot of the headers is right' make -s -C "$BUILD" check-headers
    ls "$BUILD"/obj/*/tests/typelib/client_cxx.exe >/dev/null 2>&1 ||
        skip 'a client in C++ compiles: there is no C++ compiler for Windows'
}

[ "${1:-}" = library ] || check_tables
if ! command -v wine >/dev/null; then
    skip 'type library: wine is missing'
    exit 0
fi
WORK=$(mktemp -d "${TMPDIR:-/tmp}/imapi2-typelib.XXXXXX") || exit 1
trap 'drop_prefix; rm -rf "$WORK"' EXIT
make_prefix "$WORK/prefix" || { fail 'type library: a Wine prefix'; exit 1; }
widths=()
for width in "$ARCH64" "$ARCH32"; do
    [ ! -e "$BUILD/$width/imapi2.dll" ] || widths+=("$width")
done
[ ${#widths[@]} -gt 0 ] || fail 'type library: no imapi2.dll has been built'
for reader in "${widths[@]}"; do
    # A 64-bit program reads the 32-bit library as well, so one width of Wine is enough to compare both.
    if ! runs_here "$reader"; then
        skip "type library, $reader reader: this Wine does not run it"
        continue
    fi
    for width in "${widths[@]}"; do
        for library in imapi2 imapi2fs; do compare_dll "$reader" "$width" "$library"; done
    done
done
