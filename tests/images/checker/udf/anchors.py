# The anchors (ECMA-167 3/10.2), which point to the volume descriptor sequences.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

import struct

from ..findings import Stop
from ..image import BLOCK
from . import tags

FIRST = 256
UNCLOSED = 512


class Anchor:
    def __init__(self, block, data):
        self.block = block
        self.data = data
        length, start, reserve_length, reserve_start = struct.unpack_from("<4I", data, 16)
        self.main = (start, length)
        self.reserve = (reserve_start, reserve_length)


def places(ctx):
    """UDF 2.2.3: two of the first three; the fourth is for a sequential medium that was not closed."""
    last = ctx.image.blocks - 1
    return [ctx.session + FIRST, last - FIRST, last, ctx.session + UNCLOSED]


def check(ctx, tag_rules):
    """All anchors; any of them will do."""
    found = []
    for block in dict.fromkeys(places(ctx)):
        if not 0 < block < ctx.image.blocks:
            continue
        data = ctx.image.block(block)
        if tag_rules.identifier(data) == tags.AVDP and struct.unpack_from("<I", data, 12)[0] == block:
            _take(ctx, tag_rules, block, data, found)
        elif any(data[:16]) and block == ctx.session + FIRST:
            ctx.findings.add("udf-anchor", block * BLOCK, "ECMA-167 3/8.4.2.1", f"no anchor at block {block}")
    if not found:
        ctx.findings.stop("udf-anchor", (ctx.session + FIRST) * BLOCK, "ECMA-167 3/8.4.2.1", "there is no anchor")
    for other in found[1:]:
        ctx.findings.demand(other.data[16:512] == found[0].data[16:512], "udf-anchors-differ", other.block * BLOCK,
                            "ECMA-167 3/8.4.2.2", f"anchors {found[0].block} and {other.block} differ")
    _check_extents(ctx, found[0])
    return found


def check_count(ctx, found, unclosed):
    """Unclosed: a sequential medium to which more is to be added, or a session of one (UDF 2.2.3)."""
    ctx.findings.demand(len(found) >= 2 or unclosed, "udf-anchor", found[0].block * BLOCK,
                        "ECMA-167 3/8.4.2.1, UDF 2.2.3", "one anchor at 256, N - 256 and N together")


def _take(ctx, tag_rules, block, data, found):
    try:
        tag_rules.check(data, block * BLOCK, block, (tags.AVDP,), 512)
    except Stop:
        return
    ctx.findings.demand(not any(data[32:512]), "udf-reserved", block * BLOCK + 32, "ECMA-167 3/10.2.4",
                        "reserved bytes of an anchor are not zero")
    ctx.claims.claim(block * BLOCK, BLOCK, "anchor", f"block {block}")
    found.append(Anchor(block, data))


def _check_extents(ctx, anchor):
    for name, (start, length) in (("main", anchor.main), ("reserve", anchor.reserve)):
        ctx.findings.demand(length >= 16 * BLOCK, "udf-sequence-length", anchor.block * BLOCK + 16, "UDF 2.2.3.1",
                            f"the {name} sequence has {length} bytes, fewer than 16 sectors")
        if not ctx.image.holds(start * BLOCK, length):
            ctx.findings.stop("udf-sequence-outside", anchor.block * BLOCK + 16, "ECMA-167 3/10.2.2",
                              f"the {name} sequence has {length} bytes from block {start}")
        ctx.claims.claim(start * BLOCK, length, "volume descriptor sequence", name)
