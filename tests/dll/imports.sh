#!/usr/bin/env bash
# Looks at what the built DLL imports and exports: it has to load on Windows and on every Wine, so it may lean
# on system DLLs of Windows only, and on none of Wine's own functions.
#
#   tests/dll/imports.sh
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

set -u
. "$(dirname "$0")/../../scripts/lib.sh"

SYSTEM_DLLS='advapi32|cfgmgr32|kernel32|msvcrt|ole32|oleaut32|setupapi|shell32|shlwapi|user32'
EXPORTS='DllCanUnloadNow DllGetClassObject DllRegisterServer DllUnregisterServer'

tool() { say "${1/i386/i686}-w64-mingw32-objdump"; }

only_system_dlls() # TOOL FILE
{
    ! "$1" -p "$2" | sed -n 's/^[[:space:]]*DLL Name: //p' | tr '[:upper:]' '[:lower:]' | grep -vE "^($SYSTEM_DLLS)\\.dll$"
}

no_function_of_wine() # TOOL FILE
{
    ! "$1" -p "$2" | sed -n '/The Import Tables/,/The Export Tables/p' | grep -E '__wine|wine_'
}

exports_as_specified() # TOOL FILE
{
    local names
    names=$("$1" -p "$2" | awk '/Ordinal\/Name Pointer/ { on = 1; next } on && /^\t\[/ { print $NF } on && /^$/ { exit }')
    names=$(say "$names" | xargs)
    [ "$names" = "$EXPORTS" ] || { say "exports: $names"; return 1; }
}

for width in "$ARCH64" "$ARCH32"; do
    dll=$BUILD/$width/imapi2.dll
    [ -e "$dll" ] || { skip "$width imapi2.dll: it has not been built"; continue; }
    for file in "$dll" "$BUILD/$width/imapictl.exe"; do
        check "$width ${file##*/} needs system DLLs of Windows only" only_system_dlls "$(tool "$width")" "$file"
        check "$width ${file##*/} imports none of Wine's own functions" no_function_of_wine "$(tool "$width")" "$file"
    done
    check "$width imapi2.dll exports the four functions of a COM server" exports_as_specified "$(tool "$width")" "$dll"
done
