#!/usr/bin/env bash
# What tests/install/run.sh and deb.sh run inside of a fresh system: the DLLs go in by one of the roads, and then
# scripts of Windows burn. The tree is /src; /build holds stage/ (of make install) or the packages.
#
#   tests/install/inside.sh ROAD...      make, winetricks, deb
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

set -u
. "$(dirname "$0")/../../scripts/lib.sh"

SYSTEM=$(. /etc/os-release && say "Debian $VERSION_ID")
TREE=/tmp/tree
STAGED=/build/stage/usr/local/lib/wine
WIDTHS=("$ARCH64")
if [ -x /usr/lib/wine/wine ]; then
    WIDTHS+=("$ARCH32")
else
    skip "$SYSTEM: 32-bit programs: wine32 is not installed in this system"
fi

# By its whole path: the name alone finds the program of the loader's own width.
program() # WIDTH NAME ARGUMENT...
{
    local folder='C:\windows\system32'
    [ "$1" != "$ARCH32" ] || folder='C:\windows\syswow64'
    wine "$folder\\$2" "${@:3}"
}

script() # WIDTH SAMPLE ARGUMENT...: ends with the line BURNED
{
    program "$1" cscript.exe //nologo "$(windows_path "$TOP/samples/$2")" "${@:3}" 2>/dev/null | tr -d '\r' >/tmp/script.log
    tail -n 1 /tmp/script.log | grep -q '^BURNED' || { cat /tmp/script.log; return 1; }
}

# One script burns a folder on a virtual recorder, another makes an .iso of it; both hold the folder. The recorder has
# the name that MakeIso.vbs looks for.
burn() # WIDTH
{
    program "$1" imapictl.exe drive remove MakeIso
    rm -rf /tmp/recorder /tmp/made.iso
    program "$1" imapictl.exe drive add MakeIso --folder /tmp/recorder --medium bd-r || return 1
    script "$1" BurnFolder.vbs "$(windows_path "$TREE")" || return 1
    python3 "$TOP/tests/images/check.py" --expect "$TREE" /tmp/recorder/medium.iso || return 1
    program "$1" imapictl.exe insert MakeIso dvd+r --replace || return 1
    script "$1" MakeIso.vbs "$(windows_path "$TREE")" "$(windows_path /tmp/made.iso)" || return 1
    python3 "$TOP/tests/images/check.py" --expect "$TREE" /tmp/made.iso
}

burns() # WHAT: in this prefix scripts of each width burn
{
    local width
    for width in "${WIDTHS[@]}"; do
        check "$SYSTEM: $1: a $width script finds the classes, makes an .iso and burns" burn "$width"
    done
}

new_prefix()
{
    use_prefix "/tmp/prefix-$1"
    wineboot -i >/dev/null 2>&1
    wineserver -w
}

# The classes as they are in the registry on the disk, without times. A folder that has two names in 32-bit programs
# has one here.
registry()
{
    wineserver -w
    awk -v RS= -v ORS='\n\n' '/^\[Software\\\\Classes/ && !/HELPDIR/' "$WINEPREFIX/system.reg" |
        sed -E '/^#time=/d; s/^(\[.*\]) [0-9]+$/\1/; s/syswow64/system32/'
}

register() # WORD...: regsvr32 of each width
{
    local width
    for width in "${WIDTHS[@]}"; do program "$width" regsvr32.exe /s "$@" imapi2fs.dll imapi2.dll || return 1; done
}

# What Wine wrote from the DLLs' resource when it updated the prefix is what regsvr32 writes. Both DLLs' type libraries
# hold the ranges of blocks, and whoever comes last has them: hence the order. The folder of a help file is left out.
same_as_regsvr32()
{
    registry >/tmp/by-wine
    grep -q IMAPI2FS.MsftFileSystemImage /tmp/by-wine || { say 'no class is registered'; return 1; }
    register /u || { say 'regsvr32 /u failed'; return 1; }
    registry | grep -i 'imapi2' && { say 'regsvr32 /u left this'; return 1; }
    register || { say 'regsvr32 failed'; return 1; }
    registry >/tmp/by-regsvr32
    diff /tmp/by-wine /tmp/by-regsvr32
}

lay_into_wine()
{
    local width unix
    for width in "${WIDTHS[@]}"; do
        unix=x86_64-linux-gnu
        [ "$width" != "$ARCH32" ] || unix=i386-linux-gnu
        cp -a "$STAGED/$width-windows" "$STAGED/$width-unix" "/usr/lib/$unix/wine" || return 1
    done
}

road_make()
{
    new_prefix make
    export WINEDLLPATH=/usr/local/lib/wine
    cp -a /build/stage/. /
    check "$SYSTEM: make install: wineboot -u brings an old prefix up to date" wineboot -u
    burns 'make install, an old prefix'
    check "$SYSTEM: make install: Wine registers what regsvr32 registers" same_as_regsvr32
    new_prefix make-new
    burns 'make install, a new prefix'
    unset WINEDLLPATH
    wineserver -k
    rm -r /usr/local/lib/wine
    check "$SYSTEM: the DLLs are laid into Wine's own folders" lay_into_wine
    burns "make install into Wine's own folders"
    wineserver -k
    rm -f /usr/lib/*/wine/*/imapi2* /usr/lib/*/wine/*/imapictl*
}

tricks() { env -u WINE IMAPI2_DIR="$STAGED" winetricks --unattended "$TOP/tools/winetricks/$1.verb"; }

overrides_set()
{
    wine reg query 'HKCU\Software\Wine\DllOverrides' | grep imapi2fs | grep 'native,builtin'
}

nothing_left()
{
    ! find "$WINEPREFIX/drive_c/windows/system32" "$WINEPREFIX/drive_c/windows/syswow64" -name 'imapi*' ! -name imapi.dll 2>/dev/null |
        grep . || return 1
    wineserver -w
    ! grep -i imapi2 "$WINEPREFIX/system.reg" "$WINEPREFIX/user.reg" | grep -v 'Software\\\\Wine\\\\Imapi2'
}

road_winetricks()
{
    type -P winetricks >/dev/null || { skip "$SYSTEM: winetricks is not installed in this system"; return; }
    new_prefix winetricks
    check "$SYSTEM: winetricks imapi2.verb" tricks imapi2
    check "$SYSTEM: winetricks: the override is set" overrides_set
    burns 'winetricks'
    check "$SYSTEM: winetricks imapi2_remove.verb" tricks imapi2_remove
    check "$SYSTEM: winetricks: nothing is left" nothing_left
}

# shellcheck disable=SC2046
road_deb()
{
    new_prefix deb
    check "$SYSTEM: the package installs" dpkg --install $(find /build -name '*.deb')
    burns 'package, an old prefix'
    new_prefix deb-new
    burns 'package, a new prefix'
    check "$SYSTEM: vhba-recorder starts" vhba-recorder --help
    check "$SYSTEM: the package goes" dpkg --purge imapi2-wine imapi2-wine-dev vhba-recorder
    check "$SYSTEM: without the package Wine works on" wine cmd /c exit
}

mkdir -p "$TREE/a/b c/d"
printf 'one line\n' >"$TREE/a/b c/d/a long name, with spaces.text"
head -c 3000000 /dev/urandom >"$TREE/large.bin"
: >"$TREE/nothing"
for road in "$@"; do "road_$road"; done
