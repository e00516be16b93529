#!/usr/bin/env bash
# Images: the checker finds what is wrong, and what libs/fsimage makes is right, by the checker and by the programs
# of others, and boots.
#
#   tests/images/run.sh [NAME...]        names of suite.list; all of them, with everything else, by default
#
# The images stay in the build folder, in images, for tests/images/kernel.sh.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

set -u
. "$(dirname "$0")/../../scripts/lib.sh"
IMAGES=$TOP/tests/images
. "$IMAGES/boot/boot.sh"

WORK=$(mktemp -d "${TMPDIR:-/var/tmp}/imapi2-images.XXXXXX") || exit 1
trap 'rm -rf "$WORK"' EXIT
OUT=$BUILD/images
mkdir -p "$OUT" "$WORK/trees"
. "$IMAGES/trees.sh"
. "$IMAGES/sessions.sh"
. "$IMAGES/foreign.sh"

NOW=1709210096          # the time of every image: 2024-02-29 12:34:56 UTC
MKIMAGE=$BUILD/native/mkimage
export ASAN_OPTIONS=detect_leaks=1:abort_on_error=0 UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
export LC_ALL=C.UTF-8

check_image() { "$IMAGES/check.py" "$@"; }

# manifest TREE OPTIONS: the manifest of a tree of the suite, made once.
manifest()
{
    local file flags=()
    case $2 in *--hide-dots*) flags+=(--hide-dots) ;; esac
    case $2 in *--colon-streams*) flags+=(--colon-streams) ;; esac
    file=$WORK/trees/$1${flags[*]}.manifest
    [ -e "$file" ] || check_image --manifest "$(make_tree "$1")" "${flags[@]}" >"$file" || return 1
    say "$file"
}

# The words of an option with its value, if it is among some options.
option() # --NAME OPTIONS
{
    sed -n "s/.*\\($1 [^ ]*\\).*/\\1/p" <<<"$2"
}

# make_image NAME TREE OPTIONS...
make_image()
{
    local name=$1 tree
    tree=$(make_tree "$2") || return 1
    shift 2
    (cd "$WORK" && "$MKIMAGE" --now "$NOW" "$@" "$tree" "$OUT/$name.iso")
}

thirty_two_entries()
{
    local number words=(--boot 0:0:boot/bios.bin)
    for number in $(seq 31); do words+=(--boot "$((number % 2 * 0xef)):0:boot/bios.bin"); done
    say "${words[@]}"
}

# One line of suite.list.
suite_image() # NAME TREE VIEWS OPTIONS CHECKS
{
    local name=$1 tree=$2 views=$3 options=$4 checks=$5 expected
    options=${options/@boot-32/$(thirty_two_entries)}
    expected=$(manifest "$tree" "$options") || { fail "$name: its tree"; return; }
    # shellcheck disable=SC2086
    check "$name: is made" make_image "$name" "$tree" --views "$views" $options
    [ -s "$OUT/$name.iso" ] || return
    # shellcheck disable=SC2046,SC2086
    check "$name: is right" check_image "$OUT/$name.iso" --expect "$expected" --times --views "$views" \
        $(case $views in *iso*) option --level "$options" ;; esac) \
        $(case $views in *udf*) option --udf "$options" ;; esac) $checks
    judge "$name" "$expected" "$views" "$options"
}

judge() # NAME MANIFEST VIEWS OPTIONS
{
    local sizes=()
    case $1 in huge-*) sizes=(--sizes) ;; esac
    # shellcheck disable=SC2046
    "$IMAGES/judges.py" "$1" "$OUT/$1.iso" --expect "$2" --views "$3" $(option --udf "$4") "${sizes[@]}"
    list_image "$1" "$2" "$3"
}

# Lets the kernel have it as well. START is that of a further session.
list_image() # NAME MANIFEST VIEWS [START]
{
    sed -i "/^$1\t/d" "$OUT/list"
    printf '%s\t%s%s\n' "$1" "$3" "${4:+$'\t'$4}" >>"$OUT/list"
    cp "$2" "$OUT/$1.manifest"
}

suite()
{
    local name tree views options checks
    while IFS=$'\t' read -r name tree views options checks; do
        case $name in ''|\#*) continue ;; esac
        [ $# = 0 ] || [[ " $* " == *" $name "* ]] || continue
        suite_image "$name" "$tree" "$views" "$options" "${checks:-}"
    done <"$IMAGES/suite.list"
}

boots()
{
    check 'boot-bios boots with SeaBIOS' boots_with bios "$OUT/boot-bios.iso"
    check 'boot-floppy boots with SeaBIOS' boots_with bios "$OUT/boot-floppy.iso"
    check 'boot-disk boots with SeaBIOS' boots_with bios "$OUT/boot-disk.iso"
    check 'boot-efi boots with SeaBIOS' boots_with bios "$OUT/boot-efi.iso"
    check 'boot-efi boots with OVMF' boots_with efi "$OUT/boot-efi.iso"
    check 'boot-udf-only boots with OVMF' boots_with efi "$OUT/boot-udf-only.iso"
    check 'boot-udf-only boots with SeaBIOS' boots_with bios "$OUT/boot-udf-only.iso"
}

# The checker finds each damage, in images of others and in those of the suite that have what others have not: every
# revision of UDF, its metadata and streams, and boot entries with ISO 9660, without it, and as many as there can be.
damages()
{
    local ours=() name
    for name in udf-102 udf-150 udf-200 udf-201 udf-250 udf-250-mirror streams-200 bridge-102 \
        boot-efi boot-udf-only boot-32; do
        ours+=("$OUT/$name.iso")
    done
    foreign_images "$WORK/foreign" || { fail 'foreign images are made'; return; }
    "$IMAGES/damage.py" "$WORK/foreign/genisoimage.iso,udf-entity,udf-sequences-differ" \
        "$WORK/foreign/boot.iso" "$WORK/foreign/xorriso.iso,iso-dot-location" \
        "$WORK"/foreign/udf-*.udf "${ours[@]}"
}

[ -x "$MKIMAGE" ] || make -s -C "$BUILD" native/mkimage || { fail 'mkimage is built'; exit 1; }
make_boot_images "$WORK/boot" || fail 'boot images are made'
[ $# -gt 0 ] || rm -f "$OUT"/*
touch "$OUT/list"
suite "$@"
[ $# = 0 ] || exit 0
boots
sessions
damages
