#!/usr/bin/env bash
# Images of a million files, and of a file of five gigabytes: made by libs/fsimage and by imapi2fs.dll, held against
# the standards, and read back by a kernel, every byte of every file. Needs some 15 GB of disk, and half an hour.
#
#   tests/images/large.sh [FILES]
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

FILES=${1:-1000000}
SECONDS_OF_KERNEL=3600
WORK=$(mktemp -d "${TMPDIR:-/var/tmp}/imapi2-large.XXXXXX") || exit 1
trap 'drop_prefix; rm -rf "$WORK"' EXIT
mkdir -p "$WORK/trees" "$WORK/mount" "$WORK/images"
. "$IMAGES/trees.sh"
. "$IMAGES/uml/uml.sh"
MKIMAGE=$BUILD/native/mkimage
CLIENT=$BUILD/$ARCH64/imagebench.exe

# --- who makes images, and who reads them

begin() # library|dll
{
    MAKER=$1 IMAGE=$WORK/images/$1.iso
    rm -f "$WORK"/images/*.iso
}

by_library() # TREE OPTIONS...
{
    local tree=$1
    shift
    "$MKIMAGE" "$@" "$tree" "$IMAGE"
}

by_dll() # TREE FILE-SYSTEMS REVISION
{
    wine "$CLIENT" image "$(windows_path "$1")" "$2" "$3" "$(windows_path "$IMAGE")"
}

by_kernel() # WORDS OF kernel.py...
{
    uml_run "$SECONDS_OF_KERNEL" "$IMAGES/kernel.py" "$@" "$WORK/mount" || fail "the kernel reads $NAME"
}

# --- a million files

# Each file holds its own path.
make_files()
{
    python3 - "$1" "$FILES" <<'PYTHON'
import os, sys
top, count = sys.argv[1], int(sys.argv[2])
for number in range(count):
    folder = f"folder-{number // 1000:04}"
    if number % 1000 == 0:
        os.makedirs(f"{top}/{folder}")
    path = f"{folder}/file number {number:07}.txt"
    with open(f"{top}/{path}", "wb", buffering=0) as file:
        file.write(path.encode())
PYTHON
}

files_listed() { [ "$(7zz l -tudf "$1" | grep -c 'file number')" = "$FILES" ]; }

judge_many()
{
    [ -s "$IMAGE" ] || return
    check "$NAME is right" "$IMAGES/check.py" "$IMAGE" --views iso,joliet,udf --udf 2.01
    check "7zz -tudf lists $NAME" files_listed "$IMAGE"
    by_kernel --paths "$FILES" joliet,udf "$IMAGE"
}

many_files()
{
    local tree=$WORK/trees/many
    make_files "$tree" || { fail "$FILES files"; return; }
    begin library
    NAME="an image of $FILES files by the library"
    check "$NAME is made" by_library "$tree" --views iso,joliet,udf --level 2 --udf 2.01
    judge_many
    begin dll
    NAME="an image of $FILES files by the DLL"
    check "$NAME is made" by_dll "$tree" 7 0x201
    judge_many
    rm -rf "$tree"
}

# --- a file of five gigabytes

judge_huge() # VIEWS
{
    [ -s "$IMAGE" ] || return
    printf '%s\t%s\n' "$MAKER" "$1" >"$WORK/images/list"
    by_kernel --all-bytes "$WORK/images"
}

huge_file()
{
    local tree options views
    tree=$(make_tree marked) || { fail 'a file of five gigabytes'; return; }
    "$IMAGES/check.py" --manifest "$tree" | tee "$WORK/images/library.manifest" >"$WORK/images/dll.manifest"
    while IFS=$'\t' read -r views options; do
        begin library
        NAME="an image with a file of five gigabytes ($views $options) by the library"
        # shellcheck disable=SC2086
        check "$NAME is made" by_library "$tree" --views "$views" $options
        judge_huge "$views"
    done <<<"udf	--udf 1.02
udf	--udf 2.50 --mirror
iso,joliet,udf	--level 3 --udf 2.01"
    for options in 0x102 0x250; do
        begin dll
        NAME="an image with a file of five gigabytes (udf $options) by the DLL"
        check "$NAME is made" by_dll "$tree" 4 "$options"
        judge_huge udf
    done
}

stay_on_processor 0
[ -x "$MKIMAGE" ] || make -s -C "$BUILD" native/mkimage || { fail 'mkimage is built'; exit 1; }
make_prefix "$WORK/prefix" "$ARCH64" || { fail 'imapi2fs.dll is registered'; exit 1; }
obstacle=$(uml_obstacle)
[ -z "$obstacle" ] || { skip "large images: $obstacle"; exit 0; }
many_files
huge_file
