# The fields that structures of ECMA-119 are made of: numbers in both byte orders, characters, dates.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

import datetime
import struct

D_CHARACTERS = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")
A_CHARACTERS = D_CHARACTERS | frozenset(b" !\"%&'()*+,-./:;<=>?")


def both16(ctx, data, at, base, name):
    """ECMA-119 7.2.3"""
    little, big = struct.unpack_from("<H", data, at)[0], struct.unpack_from(">H", data, at + 2)[0]
    ctx.findings.demand(little == big, "iso-both-endian", base + at, "ECMA-119 7.2.3",
                        f"{name}: {little} in one byte order, {big} in the other")
    return little


def both32(ctx, data, at, base, name):
    """ECMA-119 7.3.3"""
    little, big = struct.unpack_from("<I", data, at)[0], struct.unpack_from(">I", data, at + 4)[0]
    ctx.findings.demand(little == big, "iso-both-endian", base + at, "ECMA-119 7.3.3",
                        f"{name}: {little} in one byte order, {big} in the other")
    return little


def characters(ctx, field, allowed, offset, name, paragraph):
    """A field of a- or d-characters, filled with spaces on the right (ECMA-119 7.4.3.2)."""
    bad = set(field.rstrip(b" ")) - allowed
    ctx.findings.demand(not bad, "iso-characters", offset, paragraph,
                        f"{name}: {bytes(sorted(bad))!r} in {bytes(field.rstrip())!r}")


def zeros(ctx, data, at, length, base, name, paragraph):
    ctx.findings.demand(not any(data[at:at + length]), "iso-reserved", base + at, paragraph, f"{name} is not zero")


def _valid_date(year, month, day, hour, minute, second, zone):
    try:
        datetime.datetime(year, month, day, hour, minute, second)
    except ValueError:
        return False
    return -48 <= zone <= 52


def long_date(ctx, field, offset, name):
    """The 17 bytes of ECMA-119 8.4.26.1; sixteen zeros and a zero stand for none."""
    if field == b"0" * 16 + b"\0":
        return
    digits, zone = field[:16], struct.unpack("b", field[16:])[0]
    valid = digits.isdigit() and _valid_date(*(int(digits[a:b]) for a, b in
                                               ((0, 4), (4, 6), (6, 8), (8, 10), (10, 12), (12, 14))), zone)
    ctx.findings.demand(valid, "iso-date", offset, "ECMA-119 8.4.26.1", f"{name}: {field!r} is no date")


def short_date(ctx, field, offset, name):
    """The 7 bytes of ECMA-119 9.1.5; seven zeros stand for none. Seconds since 1970, or None."""
    if not any(field):
        return None
    year, month, day, hour, minute, second, zone = struct.unpack("6Bb", field)
    if not ctx.findings.demand(_valid_date(year + 1900, month, day, hour, minute, second, zone), "iso-date", offset,
                               "ECMA-119 9.1.5", f"{name}: {tuple(field)} is no date"):
        return None
    moment = datetime.datetime(year + 1900, month, day, hour, minute, second, tzinfo=datetime.timezone.utc)
    return moment.timestamp() - zone * 15 * 60
