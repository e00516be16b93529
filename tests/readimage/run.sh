#!/usr/bin/env bash
# Trees that other people's programs wrote, read back by libs/fsimport and compared file by file.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

set -u
. "$(dirname "$0")/../../scripts/lib.sh"

# Foreign programs take names of files for what the locale says.
export LC_ALL=C.UTF-8
PATH=$PATH:/usr/sbin
READIMAGE=$BUILD/native/readimage
WORK=$(mktemp -d "${TMPDIR:-/var/tmp}/imapi2-import.XXXXXX") || exit 1
trap 'rm -rf "$WORK"' EXIT

. "$TOP/tests/images/uml/uml.sh"

make_source()
{
    mkdir -p "$WORK/tree/sub/deep" "$WORK/tree/empty"
    echo hello >"$WORK/tree/Grüße und ein langer Name.txt"
    : >"$WORK/tree/zero"
    head -c 300001 /dev/urandom >"$WORK/tree/big.bin"
    for i in $(seq 1 300); do echo "$i" >"$WORK/tree/sub/file number $i.dat"; done
    echo x >"$WORK/tree/sub/deep/a.b"
}

# same IMAGE VIEW FOLDER [ARGUMENTS...]: what is extracted is what the folder holds.
same()
{
    local image=$1 view=$2 folder=$3
    shift 3
    rm -rf "$WORK/out"
    mkdir "$WORK/out"
    "$READIMAGE" "$image" "$view" "$@" --extract "$WORK/out" && diff -r "$folder" "$WORK/out"
}

# The names of ISO 9660 alone are others, the bytes are the same.
same_bytes()
{
    rm -rf "$WORK/out"
    mkdir "$WORK/out"
    "$READIMAGE" "$1" iso9660 --extract "$WORK/out" &&
        diff <(cd "$WORK/tree" && find . -type f -exec cksum {} + | cut -d' ' -f1,2 | sort) \
            <(cd "$WORK/out" && find . -type f -exec cksum {} + | cut -d' ' -f1,2 | sort)
}

# says IMAGE LINE: what it finds on the medium.
says()
{
    "$READIMAGE" "$1" | tee "$WORK/said" | grep -qxE "$2" || { cat "$WORK/said"; false; }
}

make_second()
{
    mkdir -p "$WORK/second"
    echo new >"$WORK/second/new file.txt"
    cp -r "$WORK/tree" "$WORK/both"
    cp "$WORK/second/new file.txt" "$WORK/both"
}

# append_session FIRST IMAGE NEXT COMMAND...: a second session behind the first one, by a program like mkisofs.
append_session()
{
    local first=$1 image=$2 next=$3
    shift 3
    "$@" -quiet -J -joliet-long -C "0,$next" -M "$first" -o "$WORK/session" "$WORK/second" 2>"$WORK/log" ||
        { cat "$WORK/log"; return 1; }
    cp "$first" "$image"
    truncate -s $((next * 2048)) "$image"
    cat "$WORK/session" >>"$image"
}

# two_sessions NAME COMMAND...
two_sessions()
{
    local name=$1 first=$WORK/joliet.iso image=$WORK/two-$1.iso next
    shift
    next=$((($(stat -c %s "$first") / 2048 + 31) / 16 * 16))
    check "$name appends a session" append_session "$first" "$image" "$next" "$@"
    check "the last of two sessions of $name" same "$image" joliet "$WORK/both" --session "$next"
    check "the first of two sessions of $name" same "$image" joliet "$WORK/tree"
}

# On what can be overwritten, xorriso lets the descriptors at the beginning tell of the last session.
grow()
{
    local words=(-joliet on -compliance joliet_long_names -commit_eject none)
    xorriso -outdev "$1" "${words[@]}" -map "$WORK/tree" / &&
        xorriso -dev "$1" "${words[@]}" -map "$WORK/second" /
}

# A medium as mkudffs prepares it ends with the last block that it wrote.
make_udf()
{
    local kind=$1 revision=$2 image=$3
    truncate -s 3M "$image"
    mkudffs --media-type="$kind" --udfrev="$revision" --blocksize=2048 --label=empty "$image" >/dev/null || return 1
    case $kind in
        cdr|bdr) cut_zeros "$image" ;;
    esac
}

# foreign_udf COMMAND...: runs a command with a name of foreign_udf.list and its options, for each.
foreign_udf()
{
    local name options
    while read -r name options; do
        case $name in ''|\#*) continue ;; esac
        # shellcheck disable=SC2086
        "$@" "$name" $options
    done <"$TOP/tests/readimage/foreign_udf.list"
}

make_foreign() # NAME OPTIONS...
{
    local image=$WORK/kernel/$1.udf
    shift
    truncate -s 24M "$image" && mkudffs --blocksize=2048 "$@" "$image" >/dev/null
}

compare_foreign() # NAME
{
    check "what a kernel writes to $1 of mkudffs" same "$WORK/kernel/$1.udf" udf "$WORK/plain"
}

written_by_kernel()
{
    local obstacle writer=$TOP/tests/readimage/kernel_writes.py
    obstacle=$(uml_obstacle)
    [ -z "$obstacle" ] || { skip "what a kernel writes to UDF: $obstacle"; return; }
    mkdir -p "$WORK/kernel/mounted" "$WORK/mount" "$WORK/plain"
    foreign_udf make_foreign
    "$writer" --plain "$WORK/plain" "$WORK/tree"
    (stay_on_processor 0 && uml_run 600 "$writer" "$WORK/kernel" "$WORK/tree" "$WORK/mount")
    foreign_udf compare_foreign
}

cut_zeros()
{
    python3 - "$1" <<'PYTHON'
import sys
data = open(sys.argv[1], 'rb').read().rstrip(b'\0')
open(sys.argv[1], 'wb').write(data + b'\0' * (-len(data) % 2048))
PYTHON
}

if ! make -s -C "$BUILD" native/readimage; then
    fail 'readimage builds'
    exit 1
fi
make_source
genisoimage -quiet -udf -J -joliet-long -o "$WORK/bridge.iso" "$WORK/tree" 2>"$WORK/log" || cat "$WORK/log"
xorriso -as mkisofs -quiet -J -joliet-long -iso-level 3 -o "$WORK/joliet.iso" "$WORK/tree" 2>"$WORK/log" || cat "$WORK/log"

check 'a bridge image of genisoimage, as Joliet' same "$WORK/bridge.iso" joliet "$WORK/tree"
check 'a bridge image of genisoimage, as UDF' same "$WORK/bridge.iso" udf "$WORK/tree"
check 'a bridge image of genisoimage, as ISO 9660' same_bytes "$WORK/bridge.iso"
check 'a bridge image has three views' says "$WORK/bridge.iso" 'udf revision 102 free from [0-9]+ appendable'
check 'an image of xorriso, as Joliet' same "$WORK/joliet.iso" joliet "$WORK/tree"
check 'an image of xorriso, as ISO 9660' same_bytes "$WORK/joliet.iso"

make_second
two_sessions xorriso xorriso -as mkisofs
two_sessions genisoimage genisoimage
check 'xorriso grows an image' grow "$WORK/grown.iso"
check 'both sessions of a grown image' same "$WORK/grown.iso" joliet "$WORK/both"

mkdir "$WORK/nothing"
for kind in hd:0102 hd:0150 hd:0201 dvdram:0201 cdrw:0150 cdrw:0201 cdr:0150 cdr:0201 bdr:0250 bdr:0260; do
    image=$WORK/${kind/:/-}.img
    if ! make_udf "${kind%:*}" "0x${kind#*:}" "$image" 2>"$WORK/log"; then
        cat "$WORK/log"
        fail "mkudffs makes $kind"
        continue
    fi
    revision=$(printf '%x' "0x${kind#*:}")
    check "an empty ${kind%:*} of mkudffs, revision $revision" same "$image" udf "$WORK/nothing"
    check "its revision $revision" says "$image" "udf revision $revision free from [0-9]+"
done
written_by_kernel
head -c 1M /dev/zero >"$WORK/blank"
check 'nothing on zeros' test -z "$("$READIMAGE" "$WORK/blank")"
