#!/usr/bin/env bash
# What imapi2fs.dll makes of a folder under Wine, by the checker: each combination of file systems and revision.
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

WORK=$(mktemp -d "${TMPDIR:-/var/tmp}/imapi2-images.XXXXXX") || exit 1
trap 'drop_prefix; rm -rf "$WORK"' EXIT
mkdir -p "$WORK/trees"
. "$IMAGES/trees.sh"
CLIENT=$BUILD/$ARCH64/imagebench.exe

# dll_image TREE VIEWS FILE-SYSTEMS REVISION
dll_image()
{
    local name="imapi2fs.dll: $1, $2 $4" tree revision=()
    tree=$(make_tree "$1") || { fail "$name"; return; }
    check "$name: is made" wine "$CLIENT" image "$(windows_path "$tree")" "$3" "0x${4/./}" \
        "$(windows_path "$WORK/image.iso")"
    case $2 in *udf*) revision=(--udf "$4") ;; esac
    check "$name: is right" "$IMAGES/check.py" "$WORK/image.iso" --expect "$tree" --views "$2" --level 1 \
        "${revision[@]}"
    rm -f "$WORK/image.iso"
}

if ! make_prefix "$WORK/prefix" "$ARCH64"; then
    fail 'imapi2fs.dll is registered'
    exit 1
fi
dll_image small iso 1 1.02
dll_image small iso,joliet 3 1.02
for each in 1.02 1.50 2.00 2.01 2.50; do dll_image small udf 4 "$each"; done
dll_image small iso,joliet,udf 7 1.02
dll_image small iso,joliet,udf 7 2.50
dll_image empty iso,joliet,udf 7 1.02
dll_image deep iso,joliet,udf 7 1.02
dll_image unicode iso,joliet,udf 7 2.01
dll_image colliding iso,joliet,udf 7 1.02
