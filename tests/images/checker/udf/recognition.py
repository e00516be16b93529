# The volume recognition sequence (ECMA-167 2/8.3), which says that there is UDF at all.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

from ..image import BLOCK

START = 16          # blocks after the session's first
KNOWN = (b"CD001", b"CDW02", b"BEA01", b"NSR02", b"NSR03", b"TEA01", b"BOOT2")


def _sequence(ctx):
    found = []
    for number in range(ctx.session + START, ctx.session + START + 64):
        if not ctx.image.holds(number * BLOCK, BLOCK):
            break
        data = ctx.image.block(number)
        if data[1:6] in KNOWN:
            found.append((number, data))
    return found


def has_udf(ctx):
    return any(data[1:4] == b"NSR" for _, data in _sequence(ctx))


def check(ctx):
    """The version of the standard that is said to be used: 2 or 3."""
    found, report = _sequence(ctx), ctx.findings
    names = [data[1:6] for _, data in found]
    start = (ctx.session + START) * BLOCK
    nsr = [name for name in names if name.startswith(b"NSR")]
    if not report.demand(len(nsr) == 1, "udf-recognition", start, "ECMA-167 3/9.1", f"{len(nsr)} NSR descriptors"):
        return 3 if b"NSR03" in nsr else 2
    begin = names.index(b"BEA01") if b"BEA01" in names else None
    end = names.index(b"TEA01") if b"TEA01" in names else None
    right = begin is not None and end is not None and begin < names.index(nsr[0]) < end
    report.demand(right, "udf-recognition", start, "ECMA-167 2/8.3.1, 3/9.1",
                  f"the sequence is {b' '.join(names).decode('latin-1')}")
    report.demand(found[-1][0] - found[0][0] == len(found) - 1, "udf-recognition", start, "ECMA-167 2/8.3.1",
                  "the sequence has a gap")
    report.demand(end == len(names) - 1, "udf-recognition", start, "ECMA-167 2/8.3.1",
                  "the sequence goes on behind its end")
    for number, data in found:
        if data[1:6] == b"CD001":
            continue
        report.demand(data[0] == 0 and data[6] == 1, "udf-recognition", number * BLOCK, "ECMA-167 2/9.1",
                      f"{data[1:6].decode()}: structure type {data[0]}, version {data[6]}")
        report.demand(not any(data[7:]), "udf-recognition", number * BLOCK + 7, "ECMA-167 2/9.2",
                      f"{data[1:6].decode()}: the rest is not zero")
        ctx.claims.claim(number * BLOCK, BLOCK, "recognition sequence", data[1:6].decode())
    return 3 if nsr == [b"NSR03"] else 2
