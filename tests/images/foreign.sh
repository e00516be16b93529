# shellcheck shell=bash
# Images that others make, on which the checker is tried before it judges ours. Their known deviations are named
# where damage.py is called: genisoimage sets a flag in the partition's contents identifier, and its two sequences
# differ; the Joliet directories of libisofs have themselves as their parents.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

empty_udf() # REVISION MEDIUM IMAGE
{
    truncate -s 16M "$3" && mkudffs --blocksize=2048 --media-type="$2" --udfrev="$1" "$3" >/dev/null
}

foreign_images() # FOLDER
{
    local tree=$1/tree revision number
    mkdir -p "$1" && cp -r "$(make_tree small)" "$tree" && cp "$WORK/boot/bios.bin" "$tree/" || return 1
    for number in $(seq 100); do say "$number" >"$tree/docs/one file of a hundred, number $number.txt"; done
    find "$tree" -exec touch -d '2024-02-29 12:34:56 UTC' {} +    # genisoimage knows no dates behind 2037
    genisoimage -quiet -iso-level 2 -J -udf -V TEST -o "$1/genisoimage.iso" "$tree" &&
        genisoimage -quiet -iso-level 2 -J -V TEST -b bios.bin -no-emul-boot -boot-load-size 4 -c boot.cat \
            -eltorito-alt-boot -e README -no-emul-boot -o "$1/boot.iso" "$tree" &&
        xorriso -as mkisofs -quiet -iso-level 2 -J -V TEST -o "$1/xorriso.iso" "$tree" 2>/dev/null || return 1
    for revision in 1.02 1.50 2.00 2.01; do
        empty_udf "$revision" hd "$1/udf-$revision.udf" || return 1
    done
    empty_udf 2.01 cdrw "$1/udf-sparable.udf"
}
