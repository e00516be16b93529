#!/usr/bin/env bash
# Lays the DLLs into the sources of Wine 10 that Debian 13 has, and builds them and their tests there.
#
# Of Wine only those folders are configured that the DLLs need: Debian's sources lack files that Wine generates and
# icons, and the rest would take an hour.
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

WORK=$(mktemp -d "${TMPDIR:-/var/tmp}/imapi2-winetree.XXXXXX")
trap 'rm -rf "$WORK"' EXIT
NEEDED='tools[a-z/]*|include|nls|libs/(uuid|mmc|burn|fsimage|fsimport|ports)|dlls/imapi2(fs)?(/tests)?|dlls/(advapi32|ole32|oleaut32|user32|kernel32|kernelbase|ntdll|ucrtbase|msvcrt|winecrt0|rpcrt4|combase|stdole2.tlb)'

# The newest source of Wine in a suite of the archive that this machine uses, without a change of its apt.
fetch_source()
{
    local site apt
    site=$(mirror)
    mkdir -p "$WORK/apt/lists/partial" "$WORK/apt/cache/archives/partial"
    printf 'deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] %s %s main\n' "$site" "$1" \
        >"$WORK/apt/sources.list"
    apt=(apt-get -q -o "Dir::Etc::sourcelist=$WORK/apt/sources.list" -o Dir::Etc::sourceparts=-
        -o "Dir::State::lists=$WORK/apt/lists" -o "Dir::Cache=$WORK/apt/cache" -o APT::Sandbox::User=root)
    (cd "$WORK" && "${apt[@]}" update && "${apt[@]}" source --download-only wine && tar -xf wine_*.orig.tar.*)
}

prune()
{
    grep -E "^WINE_CONFIG_MAKEFILE\(($NEEDED)[,)]" "$1/configure.ac" >"$WORK/kept"
    awk 'NR == FNR { kept[$0] = 1; next } !/^WINE_CONFIG_MAKEFILE/ || $0 in kept' "$WORK/kept" "$1/configure.ac" \
        >"$WORK/configure.ac" && mv "$WORK/configure.ac" "$1/configure.ac"
}

generate()
{
    (cd "$1" && autoreconf -f -i && ./tools/make_requests && ./tools/make_specfiles)
    # Debian builds these tables from Unicode's own; Wine's tools want one of them.
    cp /usr/share/wine/nls/*.nls "$1/nls"
}

configure_wine()
{
    local without=() name
    for name in alsa capi cups dbus ffmpeg fontconfig freetype gphoto gnutls gssapi gstreamer inotify krb5 netapi \
        opencl opengl osmesa oss pcap pcsclite pulse sane sdl udev unwind usb v4l2 vulkan wayland x; do
        without+=("--without-$name")
    done
    "../$1/configure" --enable-archs=i386,x86_64 "${without[@]}" || add_missing "$1"
}

# shellcheck disable=SC2001  # captures are what sed is for
# Puts an empty file where one is missing that is not in Debian's sources, until the makefile is made.
add_missing()
{
    local source=$1 line file
    for _ in $(seq 1 60); do
        ./config.status Makefile >status.log 2>&1 && return 0
        line=$(grep -m1 'No such file' status.log) || break
        case $line in
            makedep:*)
                file=$(sed 's/.*open \([^ ]*\) *:.*/\1/' <<<"$line")
                case $file in wine/*) file=../$source/include/$file ;; esac ;;
            *) file=$(dirname "${line%%:*}")/$(sed 's/.*error: \(.*\): No such.*/\1/' <<<"$line") ;;
        esac
        if [ -e "$file" ] || ! touch "$file"; then break; fi
    done
    tail -n 5 status.log
    return 1
}

all_there()
{
    local file
    for file in imapi2/x86_64-windows/imapi2.dll imapi2/i386-windows/imapi2.dll imapi2/imapi2.so \
        imapi2fs/x86_64-windows/imapi2fs.dll imapi2fs/i386-windows/imapi2fs.dll; do
        [ -s "dlls/$file" ] || { say "dlls/$file is missing"; return 1; }
    done
}

fetched=
for suite in trixie stable; do
    if fetch_source "$suite" >"$WORK/fetch.log" 2>&1; then fetched=$suite; break; fi
done
if [ -z "$fetched" ]; then
    tail -n 5 "$WORK/fetch.log"
    skip "a Wine tree: the source package of Wine could not be fetched"
    exit 0
fi
cd "$WORK" || exit 1
source=$(find . -maxdepth 1 -name 'wine-*' -type d -printf '%f\n')
check "the DLLs are laid into $source" "$TOP/tools/wine-tree/wine-tree" "$source"
check 'laid a second time, nothing is listed twice' bash -c \
    "'$TOP/tools/wine-tree/wine-tree' '$source' && [ \"\$(grep -c '^WINE_CONFIG_MAKEFILE(dlls/imapi2)' '$source/configure.ac')\" = 1 ]"
prune "$source"
check 'autoreconf' generate "$source"
mkdir build && cd build || exit 1
check 'configure' configure_wine "$source"
check 'make dlls/imapi2 dlls/imapi2fs' make -s -j "$(nproc)" dlls/imapi2/all dlls/imapi2fs/all
check 'both widths and the Unix side are there' all_there
check 'their tests compile' make -s -j "$(nproc)" dlls/imapi2/tests/all dlls/imapi2fs/tests/all
