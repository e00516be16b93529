# shellcheck shell=bash
# What scripts/demo, scripts/test, scripts/bench and the tests share: packages, the build, Wine prefixes,
# virtual recorders, and the three words in which a test reports.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

TOP=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# Where the tree is built. Never the source folder itself.
BUILD=${IMAPI2_BUILD:-$TOP/build}
# The folders of the two widths.
# shellcheck disable=SC2034
ARCH64=x86_64
# shellcheck disable=SC2034
ARCH32=i386

# --- words ------------------------------------------------------------------

# A test reports each of its cases by one of these; scripts/test counts the lines.
pass() { printf 'PASS: %s\n' "$*"; }
fail() { printf 'FAIL: %s\n' "$*"; }
skip() { printf 'SKIP: %s\n' "$*"; }

say() { printf '%s\n' "$*"; }
die()
{
    printf '%s\n' "$*" >&2
    exit 1
}

# check NAME COMMAND...: passes when the command does; its output is shown when it does not.
check()
{
    local name=$1 out
    shift
    if out=$("$@" 2>&1); then
        pass "$name"
    else
        printf '%s\n' "$out" | tail -n 40
        fail "$name"
    fi
}

# --- packages ---------------------------------------------------------------

as_root()
{
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# A command or a path, or one of several with | between them.
is_there()
{
    local probe probes
    IFS='|' read -ra probes <<<"$1"
    for probe in "${probes[@]}"; do
        case $probe in
            /*) [ ! -e "$probe" ] || return 0 ;;
            *) ! type -P "$probe" >/dev/null || return 0 ;;
        esac
    done
    return 1
}

# The packages of a group (demo, or test, which includes demo) that this machine lacks.
missing_packages()
{
    local group=$1 package who probe
    while read -r package who probe; do
        case $package in ''|\#*) continue ;; esac
        [ "$who" = demo ] || [ "$who" = "$group" ] || continue
        is_there "$probe" || say "$package"
    done <"$TOP/scripts/packages"
}

# Installs what a group lacks. The package lists are only fetched when apt cannot do without.
install_missing()
{
    local packages
    mapfile -t packages < <(missing_packages "$1")
    [ ${#packages[@]} -gt 0 ] || return 0
    command -v apt-get >/dev/null ||
        die "Missing: ${packages[*]} (Debian's names). Please install them; only apt is known to this script."
    [ "$(id -u)" = 0 ] || command -v sudo >/dev/null ||
        die "Missing: ${packages[*]}. Run this as root, install sudo, or install the packages yourself."
    say "Installing ${packages[*]}"
    local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o Dpkg::Use-Pty=0)
    if ! as_root "${apt[@]}" install --no-install-recommends "${packages[@]}" >/dev/null 2>&1; then
        as_root "${apt[@]}" update || die "apt-get update failed: is the network there?"
        as_root "${apt[@]}" install --no-install-recommends "${packages[@]}" >/dev/null ||
            die "Could not install: ${packages[*]}"
    fi
    mapfile -t packages < <(missing_packages "$1")
    [ ${#packages[@]} -eq 0 ] || die "Still missing after the installation: ${packages[*]}"
    WINE=$(find_wine)
    # configure has to look again at what is there now.
    rm -f "$BUILD/config.status"
}

# --- build ------------------------------------------------------------------

# Builds both widths in $BUILD. Arguments go to configure; a tree that was configured with other ones is configured
# anew, and who brings none takes the tree as it is.
build_tree()
{
    local words=()
    if [ ! -e "$TOP/configure" ] || [ "$TOP/configure.ac" -nt "$TOP/configure" ]; then
        (cd "$TOP" && autoconf) || return 1
    fi
    mkdir -p "$BUILD" || return 1
    local used=$BUILD/configured-with
    [ $# -gt 0 ] || [ ! -e "$used" ] || mapfile -t words <"$used"
    [ $# -gt 0 ] || set -- "${words[@]}"
    if [ ! -e "$BUILD/config.status" ] || [ "$TOP/configure" -nt "$BUILD/config.status" ] ||
        [ "$(cat "$used" 2>/dev/null)" != "$(printf '%s\n' "$@")" ]; then
        (cd "$BUILD" && "$TOP/configure" --quiet "$@") || return 1
        if [ $# -gt 0 ]; then printf '%s\n' "$@"; fi >"$used"
    fi
    make -s -C "$BUILD" -j "$(nproc)"
}

# --- Wine -------------------------------------------------------------------

# The loader that starts 64-bit system programs (regsvr32, cscript) when they are called by their name alone.
# Where wine32 is installed too, Debian's `wine` would take the 32-bit ones. Both run programs of either width
# that are given with their path.
find_wine()
{
    if [ -x /usr/lib/wine/wine64 ]; then
        say /usr/lib/wine/wine64
    else
        type -P wine64 || type -P wine || say wine
    fi
}

[ -n "${WINE:-}" ] || WINE=$(find_wine)
export WINE

wine() { "$WINE" "$@"; }

# Points this shell at a Wine prefix of its own, without a desktop, browser engine or .NET.
# Nothing of the user's own Wine is touched.
use_prefix()
{
    export WINEPREFIX=$1
    export WINEDEBUG=${IMAPI2_WINEDEBUG:--all}
    export WINEDLLOVERRIDES='mscoree,mshtml,winemenubuilder.exe='
    export LC_ALL=C.UTF-8
    unset DISPLAY WAYLAND_DISPLAY WINEARCH
}

# Makes the prefix in which the DLL under test is registered, once; the later arguments are the widths.
make_prefix()
{
    use_prefix "$1"
    OWN_PREFIX=$1
    shift
    # Twice: a program that meets the server of Wine 8 at its start or its end is now and then cut off.
    [ -e "$WINEPREFIX/system.reg" ] || wineboot -i >/dev/null 2>&1 || wineboot -i >/dev/null 2>&1 || return 1
    wineserver -w
    local width
    for width in "$@"; do
        install_dll "$width" || return 1
    done
}

# The folder of the prefix that holds the system DLLs of a width.
system_folder()
{
    local windows=$WINEPREFIX/drive_c/windows
    case $1 in
        "$ARCH32") if [ -d "$windows/syswow64" ]; then say "$windows/syswow64"; else say "$windows/system32"; fi ;;
        *) say "$windows/system32" ;;
    esac
}

# Copies the DLLs of one width into the prefix and registers them, as an installer on Windows would.
install_dll()
{
    local folder
    folder=$(system_folder "$1")
    cp "$BUILD/$1/imapi2.dll" "$BUILD/$1/imapi2fs.dll" "$folder/" || return 1
    cp "$BUILD/$1/imapictl.exe" "$folder/" || return 1
    case $1 in
        "$ARCH32") wine 'C:\windows\syswow64\regsvr32.exe' /s imapi2.dll imapi2fs.dll ;;
        *) wine regsvr32 /s imapi2.dll imapi2fs.dll ;;
    esac
}

# With its whole path, so that the process which is started here is the program itself. By its name alone Wine
# would have another process start it, which nobody here could measure, wait for or kill.
IMAPICTL='drive_c/windows/system32/imapictl.exe'
imapictl() { wine "$WINEPREFIX/$IMAPICTL" "$@"; }

# A path of this system as Windows programs see it.
windows_path()
{
    local path
    path=$(realpath -m "$1")
    say "Z:${path//\//\\}"
}

# Keeps this shell, and all that it starts from now on, on one of the processors that it may use, counted from 0.
# A call to the Wine server wakes a process and waits for its answer. On a virtual machine with nothing else to do,
# waking one on another processor was measured to cost ten times the work itself.
stay_on_processor()
{
    local permitted=() part
    for part in $(taskset -cp "$BASHPID" | sed 's/.*: //; s/,/ /g'); do
        mapfile -t -O "${#permitted[@]}" permitted < <(seq "${part%-*}" "${part#*-}")
    done
    taskset -cp "${permitted[$1 % ${#permitted[@]}]}" "$BASHPID" >/dev/null
}

# Stops everything that runs in the prefix that make_prefix made, and removes it; a user's own is never touched.
OWN_PREFIX=
drop_prefix()
{
    [ -n "$OWN_PREFIX" ] && [ -d "$OWN_PREFIX" ] || return 0
    WINEPREFIX=$OWN_PREFIX wineserver -k 2>/dev/null
    WINEPREFIX=$OWN_PREFIX wineserver -w 2>/dev/null
    rm -rf "$OWN_PREFIX"
}

# The client that burns an audio CD as a raw image.
compile_raw_disc() # COMPILER PROGRAM
{
    "$1" -std=gnu11 -municode -Wall -Wextra -I"$TOP/include" -I"$BUILD/include" "$TOP/tests/apps/raw_disc.c" \
        -o "$2" -lole32 -loleaut32 -luuid -lshlwapi
}
