# A volume descriptor sequence (ECMA-167 3/8.4.2), main or reserve, and whether both say the same.
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

SIZES = {tags.PVD: 512, tags.IUVD: 512, tags.PD: 512, tags.TD: 512}
ONCE = (tags.PVD, tags.LVD)
NEEDED = (tags.PVD, tags.IUVD, tags.PD, tags.LVD, tags.USD, tags.TD)
IN_SEQUENCE = NEEDED + (tags.VDP,)


class Found:
    """A descriptor with its place in the image."""

    def __init__(self, kind, offset, data):
        self.kind = kind
        self.offset = offset
        self.data = data

    def number(self):
        """The volume descriptor sequence number: of two descriptors for one thing the higher one counts."""
        return struct.unpack_from("<I", self.data, 16)[0]


def _read(ctx, tag_rules, start, length):
    found = []
    for block in range(start, start + length // BLOCK):
        data, offset = ctx.image.block(block), block * BLOCK
        if not any(data[:16]):
            break
        kind = tag_rules.identifier(data)
        tag_rules.check(data, offset, block, IN_SEQUENCE, _size(data, kind))
        found.append(Found(kind, offset, data))
        if kind == tags.TD:
            ctx.findings.demand(not any(data[16:]), "udf-reserved", offset + 16, "ECMA-167 3/10.9.2",
                                "the terminating descriptor is not zero")
            break
    return found


def _size(data, kind):
    if kind == tags.LVD:
        return min(440 + struct.unpack_from("<I", data, 264)[0], BLOCK)
    if kind == tags.USD:
        return min(24 + 8 * struct.unpack_from("<I", data, 20)[0], BLOCK)
    return SIZES.get(kind)


def check(ctx, tag_rules, anchor):
    """The prevailing descriptors of the main sequence: {kind: [Found, ...]}."""
    try:
        main = _read(ctx, tag_rules, *anchor.main)
    except Stop:
        main = None
    try:
        reserve = _read(ctx, tag_rules, *anchor.reserve)
    except Stop:
        reserve = None
    if main is not None and reserve is not None:
        _compare(ctx, main, reserve)
    if main is None and reserve is None:
        raise Stop("no whole volume descriptor sequence")
    return _sort(ctx, main if main is not None else reserve)


def _without_place(found):
    # All but the tag's checksum, CRC and location, which may differ with the place.
    return sorted((one.kind, one.data[16:]) for one in found)


def _compare(ctx, main, reserve):
    if _without_place(main) == _without_place(reserve):
        return
    others = {(one.kind, one.data[16:]) for one in main}
    different = [one for one in reserve if (one.kind, one.data[16:]) not in others] or reserve[-1:] or main[-1:]
    for one in different:
        ctx.findings.add("udf-sequences-differ", one.offset, "ECMA-167 3/8.4.2.2, UDF 2.2.3.2",
                         f"{tags.NAMES[one.kind]}: the main and the reserve sequence differ")


def _sort(ctx, found):
    kinds = {}
    for one in found:
        kinds.setdefault(one.kind, []).append(one)
    for kind in NEEDED:
        if not ctx.findings.demand(kind in kinds, "udf-sequence-incomplete", found[0].offset if found else 0,
                                   "ECMA-167 3/8.4.2, UDF 2.2", f"no {tags.NAMES[kind]}"):
            if kind in (tags.PVD, tags.LVD, tags.PD):
                raise Stop("no volume without it")
    for kind in ONCE:
        numbers = [one.number() for one in kinds[kind]]
        ctx.findings.demand(len(set(numbers)) == len(numbers), "udf-sequence-number", kinds[kind][0].offset + 16,
                            "ECMA-167 3/8.4.3", f"two of {tags.NAMES[kind]} with the same number")
        kinds[kind].sort(key=Found.number, reverse=True)
    return kinds
