#!/usr/bin/env bash
# Images of many files: libs/fsimage natively, and imapi2fs.dll under Wine, against xorriso, genisoimage and the mere
# reading of the same files, in the same run. Prints wall time, CPU time and memory of each, and their ratios.
#
#   tests/bench/fsimage.sh [--large]       --large: only a million files, which takes long to make
#
# The budgets are those of the plan of this project; a fifth more passes, since other programs run on the machine too.
# All run on one and the same processor: see stay_on_processor.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

set -u
. "$(dirname "$0")/../../scripts/lib.sh"

ROUNDS=2
PATIENCE=60             # seconds for one run of a program of others
OUR_PATIENCE=600
MARGIN=120              # per cent of a budget
FILES=100000
MILLION=1000000

LARGE=
[ "${1:-}" != --large ] || LARGE=yes
WORK=$(mktemp -d "${TMPDIR:-/var/tmp}/imapi2-bench.XXXXXX") || exit 1
trap 'drop_prefix; rm -rf "$WORK"' EXIT

# --- measuring

declare -A WALL CPU MEMORY

# measure NAME PATIENCE COMMAND...
measure()
{
    local name=$1 patience=$2 result
    shift 2
    result=$("$WORK/measure" "$ROUNDS" "$patience" "$@") || { fail "bench: $name"; return 1; }
    if [ "$result" = over ]; then
        say "$name: more than $patience s"
        WALL[$name]=$((patience * 1000)) CPU[$name]=$((patience * 1000)) MEMORY[$name]=0
        return
    fi
    read -r "WALL[$name]" "CPU[$name]" "MEMORY[$name]" <<<"$result"
    say "$name: wall ${WALL[$name]} ms, CPU ${CPU[$name]} ms, memory $((MEMORY[$name] / 1024)) MiB"
}

# within WHAT VALUE BASE PER_CENT: a value is at most so many per cent of another one.
within()
{
    local what=$1 value=$2 base=$3 budget=$4 ratio
    ratio=$((value * 100 / (base > 0 ? base : 1)))
    what="bench: $what: ratio $((ratio / 100)).$(printf '%02d' $((ratio % 100))) (budget $((budget / 100)).$(printf '%02d' $((budget % 100))), a fifth more passes)"
    if [ "$ratio" -le $((budget * MARGIN / 100)) ]; then pass "$what"; else fail "$what"; fi
}

# against WHAT VALUE BASE: the same, where nothing was promised.
against() { say "$1: ratio $(($2 / ($3 > 0 ? $3 : 1))).$(printf '%02d' $(($2 * 100 / ($3 > 0 ? $3 : 1) % 100)))"; }

# below WHAT VALUE LIMIT UNIT
below()
{
    local what="bench: $1: $2 $4 (budget $3 $4)"
    if [ "$2" -le $(($3 * MARGIN / 100)) ]; then pass "$what"; else fail "$what"; fi
}

# KiB that one run had more than another
above_idle() { say $((MEMORY[$1] - MEMORY[$2])); }

tree() { "$TOP/tests/bench/trees.py" "$1" "$2" "$WORK/$1-$2" && say "$WORK/$1-$2"; }

# --- who makes images

# Without the sanitizers of the tests, as a distribution would compile it.
build_native()
{
    gcc -std=c11 -O2 -I"$TOP/libs/fsimage" -I"$TOP/libs/fsimport" -o "$WORK/mkimage" \
        "$TOP"/libs/fsimage/*.c "$TOP"/libs/fsimport/*.c "$TOP"/tests/images/mkimage*.c &&
        gcc -std=c11 -O2 -o "$WORK/readall" "$TOP/tests/bench/readall.c" &&
        gcc -std=c11 -O2 -o "$WORK/measure" "$TOP/tests/bench/measure.c"
}

ours() { measure "$1" "$OUR_PATIENCE" "$WORK/mkimage" --quiet --views "${3:-iso,joliet}" "$2" /dev/null; }
xorriso_image() { measure "$1" "$PATIENCE" xorriso -as mkisofs -quiet -J -o /dev/null "$2"; }
genisoimage_image() { measure "$1" "$PATIENCE" genisoimage -quiet -J -o /dev/null "$2"; }
reading() { measure "$1" "$OUR_PATIENCE" "$WORK/readall" "$2"; }

# --- the library

many_files()
{
    local folder
    folder=$(tree small "$FILES") || { fail "bench: $FILES files"; return 1; }
    ours 'many: ours' "$folder"
    ours 'many: ours, with UDF' "$folder" iso,joliet,udf
    xorriso_image 'many: xorriso' "$folder"
    genisoimage_image 'many: genisoimage' "$folder"
    reading 'many: reading' "$folder"
    within "$FILES files: CPU against xorriso" "${CPU[many: ours]}" "${CPU[many: xorriso]}" 100
    against "$FILES files: CPU against genisoimage" "${CPU[many: ours]}" "${CPU[many: genisoimage]}"
    against "$FILES files: wall against xorriso" "${WALL[many: ours]}" "${WALL[many: xorriso]}"
    within "$FILES files: wall against reading them" "${WALL[many: ours]}" "${WALL[many: reading]}" 200
    dll_many "$folder"
    rm -rf "$folder"
}

alike_names()
{
    local alike different
    alike=$(tree alike "$FILES") || { fail 'bench: names alike'; return 1; }
    different=$(tree different "$FILES") || { fail 'bench: names that differ'; return 1; }
    ours 'alike: ours' "$alike"
    ours 'different: ours' "$different"
    ROUNDS=1 PATIENCE=30 xorriso_image 'alike: xorriso' "$alike"
    ROUNDS=1 PATIENCE=30 genisoimage_image 'alike: genisoimage' "$alike"
    within "$FILES names alike: CPU against names that differ" "${CPU[alike: ours]}" "${CPU[different: ours]}" 200
    against "$FILES names alike: CPU against xorriso" "${CPU[alike: ours]}" "${CPU[alike: xorriso]}"
    against "$FILES names alike: CPU against genisoimage" "${CPU[alike: ours]}" "${CPU[alike: genisoimage]}"
    rm -rf "$alike" "$different"
}

large_files()
{
    local folder
    folder=$(tree large 20) || { fail 'bench: 1 GiB'; return 1; }
    ours 'large: ours' "$folder"
    xorriso_image 'large: xorriso' "$folder"
    genisoimage_image 'large: genisoimage' "$folder"
    reading 'large: reading' "$folder"
    within '1 GiB in 20 files: wall against reading them' "${WALL[large: ours]}" "${WALL[large: reading]}" 200
    below '1 GiB in 20 files: memory above idle' $(($(above_idle 'large: ours' 'idle: ours') / 1024)) 32 MiB
    dll_large "$folder"
    rm -rf "$folder"
}

million_files()
{
    local folder
    local tenth
    tenth=$(tree tiny "$FILES") || { fail "bench: $FILES tiny files"; return 1; }
    folder=$(tree tiny "$MILLION") || { fail "bench: $MILLION tiny files"; return 1; }
    ours 'tenth: ours' "$tenth"
    ROUNDS=1 ours 'million: ours' "$folder"
    ROUNDS=1 xorriso_image 'million: xorriso' "$folder"
    ROUNDS=1 genisoimage_image 'million: genisoimage' "$folder"
    below "$MILLION files: memory of each" $(($(above_idle 'million: ours' 'idle: ours') * 1024 / MILLION)) 1024 bytes
    within "$MILLION files: CPU against $FILES" "${CPU[million: ours]}" "${CPU[tenth: ours]}" 1100
    against "$MILLION files: CPU against xorriso" "${CPU[million: ours]}" "${CPU[million: xorriso]}"
    dll_million "$tenth" "$folder"
    rm -rf "$folder" "$tenth"
}

# --- the DLL

DLL=
CLIENT=$BUILD/$ARCH64/imagebench.exe

prepare_dll()
{
    if ! make_prefix "$WORK/prefix" "$ARCH64"; then
        fail 'bench: imapi2fs.dll is registered'
    else
        DLL=yes
        wineserver -p
        dll 'idle: DLL' idle "$WORK"
    fi
}

dll() { measure "$1" "$OUR_PATIENCE" "$WINE" "$CLIENT" "$2" "$(windows_path "$3")"; }

dll_many()
{
    [ -n "$DLL" ] || return 0
    dll 'many: DLL' image "$1"
    dll 'many: reading under Wine' read "$1"
    within "DLL, $FILES files: CPU against xorriso" "${CPU[many: DLL]}" "${CPU[many: xorriso]}" 100
    within "DLL, $FILES files: wall against reading them under Wine" "${WALL[many: DLL]}" \
        "${WALL[many: reading under Wine]}" 200
}

dll_large()
{
    [ -n "$DLL" ] || return 0
    dll 'large: DLL' image "$1"
    dll 'large: reading under Wine' read "$1"
    within 'DLL, 1 GiB in 20 files: wall against reading them under Wine' "${WALL[large: DLL]}" \
        "${WALL[large: reading under Wine]}" 200
    below 'DLL, 1 GiB in 20 files: memory above idle' $(($(above_idle 'large: DLL' 'idle: DLL') / 1024)) 32 MiB
}

dll_million()
{
    [ -n "$DLL" ] || return 0
    dll 'tenth: DLL' image "$1"
    ROUNDS=1 dll 'million: DLL' image "$2"
    below "DLL, $MILLION files: memory of each" $(($(above_idle 'million: DLL' 'idle: DLL') * 1024 / MILLION)) 1024 bytes
    within "DLL, $MILLION files: CPU against $FILES" "${CPU[million: DLL]}" "${CPU[tenth: DLL]}" 1100
}

stay_on_processor 0
build_native || { fail 'bench: the programs are built'; exit 1; }
prepare_dll
mkdir -p "$WORK/nothing"
ours 'idle: ours' "$WORK/nothing"
if [ -n "$LARGE" ]; then
    million_files
else
    many_files
    alike_names
    large_files
fi
