#!/usr/bin/env bash
# A million files in one image: made, held against the standards, listed by 7-Zip, and left in the build folder for
# the kernel (tests/images/kernel.sh). Needs some 8 GB of disk and minutes.
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
WORK=$(mktemp -d "${TMPDIR:-/var/tmp}/imapi2-large.XXXXXX") || exit 1
trap 'rm -rf "$WORK"' EXIT
OUT=$BUILD/images
MKIMAGE=$BUILD/native/mkimage
mkdir -p "$OUT"

# Each file holds its own path. Prints the sums of all paths and of all contents, as kernel.py makes them.
make_files()
{
    python3 - "$1" "$2" <<'PYTHON'
import hashlib, os, sys
top, count = sys.argv[1], int(sys.argv[2])
names, total = hashlib.sha256(), hashlib.sha256()
for folder in range(-(-count // 1000)):
    os.makedirs(f"{top}/folder-{folder:04}")
    for number in range(folder * 1000, min(count, folder * 1000 + 1000)):
        path = f"folder-{folder:04}/file number {number:07}.txt"
        with open(f"{top}/{path}", "wb", buffering=0) as file:
            file.write(path.encode())
        names.update(path.encode() + b"\n")
        total.update(path.encode())
print(names.hexdigest(), total.hexdigest(), sep="\t")
PYTHON
}

files_listed() { [ "$(7zz l -tudf "$1" | grep -c 'file number')" = "$FILES" ]; }

[ -x "$MKIMAGE" ] || make -s -C "$BUILD" native/mkimage || { fail 'mkimage is built'; exit 1; }
sums=$(make_files "$WORK/tree" "$FILES") || { fail "$FILES files"; exit 1; }
check "an image of $FILES files is made" "$MKIMAGE" --views udf --udf 2.01 "$WORK/tree" "$OUT/million.iso"
rm -rf "$WORK/tree"
check "an image of $FILES files is right" "$IMAGES/check.py" "$OUT/million.iso" --views udf --udf 2.01
check "7zz -tudf lists $FILES files" files_listed "$OUT/million.iso"
touch "$OUT/list"
sed -i '/^million\t/d' "$OUT/list"
printf 'million\tsum\t%s\n' "$sums" >>"$OUT/list"
