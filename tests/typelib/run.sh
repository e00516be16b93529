#!/bin/sh
# Usage: [WINE=wine] [PYTHON=python3] run.sh SRCDIR ARCH...
#
# Run in the build directory: compares the public headers, the type library and the messages of every
# built imapi2.dll with the tables, and the tables with the specification where that lies beside the
# checkout. Without Wine, what needs it is skipped.

srcdir=$1
here=$srcdir/tests/typelib
shift
PYTHON=${PYTHON:-python3}
WINEPREFIX=${WINEPREFIX:-$(pwd)/wineprefix}
WINEDEBUG=${WINEDEBUG--all}
WINEDLLOVERRIDES="mscoree,mshtml=${WINEDLLOVERRIDES:+;$WINEDLLOVERRIDES}"
export WINEPREFIX WINEDEBUG WINEDLLOVERRIDES
status=0

if [ -f "$srcdir/../shared/spec/imapi2.json" ]; then
    "$PYTHON" "$here/reduce_spec.py" --check "$srcdir/../shared/spec" || status=1
fi
if [ -z "$WINE" ]; then
    echo "typelib: skipped, wine is missing"
    exit $status
fi

codes=$("$PYTHON" "$here/compare.py" --codes)
mkdir -p obj
for program in "$@"; do
    # The 64-bit program reads the 32-bit DLL's type library as well; a Wine without 32-bit programs
    # (or the reverse) still compares both.
    "$WINE" "$program/typelib_dump.exe" > /dev/null 2>&1
    if [ $? -ne 2 ]; then
        echo "typelib: read by $program: skipped, this Wine does not run it"
        continue
    fi
    for arch in "$@"; do
        dump=obj/typelib-$program-$arch.txt
        "$WINE" "$program/typelib_dump.exe" "$arch\\imapi2.dll" $codes > "$dump" 2> /dev/null
        "$PYTHON" "$here/compare.py" "typelib of $arch read by $program" "$dump" || status=1
    done
done
exit $status
