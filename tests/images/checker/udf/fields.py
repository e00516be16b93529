# The fields that descriptors of ECMA-167 and UDF are made of: names, moments, identifiers of entities.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

import datetime
import struct

CS0 = b"\0OSTA Compressed Unicode".ljust(64, b"\0")
NO_ZONE = -2047


def decompress(ctx, data, offset, name):
    """OSTA CS0 (UDF 2.1.1): a byte that tells the width, then the characters."""
    if not data:
        return ""
    width = data[0]
    if not ctx.findings.demand(width in (8, 16), "udf-cs0-compression", offset, "UDF 2.1.1",
                               f"{name}: compression identifier {width}"):
        return ""
    if width == 8:
        return data[1:].decode("latin-1")
    if not ctx.findings.demand(len(data) % 2 == 1, "udf-cs0-length", offset, "UDF 2.1.1",
                               f"{name}: {len(data) - 1} bytes of 16-bit characters"):
        data = data[:-1]
    text = data[1:].decode("utf-16-be", "surrogatepass")
    ctx.findings.demand(not any(0xD800 <= ord(c) <= 0xDFFF for c in text), "udf-cs0-surrogate", offset, "UDF 2.1.1",
                        f"{name}: half a character in {text!r}")
    return text


def dstring(ctx, field, offset, name):
    """ECMA-167 1/7.2.12: the last byte tells how many are used."""
    length = field[-1]
    if not ctx.findings.demand(length < len(field), "udf-dstring", offset + len(field) - 1, "ECMA-167 1/7.2.12",
                               f"{name}: {length} bytes of {len(field)}"):
        return ""
    ctx.findings.demand(not any(field[length:-1]), "udf-dstring", offset + length, "ECMA-167 1/7.2.12",
                        f"{name}: not zero behind its {length} bytes")
    return decompress(ctx, field[:length], offset, name)


def charspec(ctx, field, offset, name):
    ctx.findings.demand(field == CS0, "udf-charspec", offset, "UDF 2.1.2", f"{name}: {bytes(field[:25])!r}")


def zeros(ctx, field, offset, name, paragraph):
    ctx.findings.demand(not any(field), "udf-reserved", offset, paragraph, f"{name} is not zero")


def timestamp(ctx, field, offset, name):
    """ECMA-167 1/7.3. Seconds since 1970, or None."""
    kind, year, month, day, hour, minute, second, hundredths = struct.unpack_from("<HhBBBBBB", field)
    zone = kind & 0xFFF
    zone -= 0x1000 if zone & 0x800 else 0
    try:
        moment = datetime.datetime(year, month, day, hour, minute, second, tzinfo=datetime.timezone.utc)
    except ValueError:
        moment = None
    right = moment is not None and (-1440 <= zone <= 1440 or zone == NO_ZONE) and hundredths < 100
    if not ctx.findings.demand(right and max(field[10:12]) < 100, "udf-timestamp", offset, "ECMA-167 1/7.3",
                               f"{name}: {bytes(field).hex()} is no moment"):
        return None
    ctx.findings.demand(kind >> 12 == 1, "udf-timestamp", offset, "UDF 3.1.1, 2.1.4",
                        f"{name}: type {kind >> 12}, not local time")
    return moment.timestamp() - (0 if zone == NO_ZONE else zone * 60)


def entity(ctx, field, offset, name, wanted=None):
    """ECMA-167 1/7.4: flags, 23 bytes of identifier, 8 of suffix. Gives identifier and suffix."""
    identifier = bytes(field[1:24]).rstrip(b"\0")
    ctx.findings.demand(field[0] == 0, "udf-entity", offset, "UDF 2.1.5.1", f"{name}: flags {field[0]:#x}")
    if wanted is not None:
        ctx.findings.demand(identifier == wanted, "udf-entity", offset + 1, "UDF 2.1.5.2",
                            f"{name}: {identifier!r}, not {wanted!r}")
    return identifier, bytes(field[24:32])


def suffix_revision(suffix):
    return struct.unpack_from("<H", suffix)[0]


def implementation(ctx, field, offset, name):
    """UDF 2.1.5.2: a developer's own identifier begins with an asterisk."""
    identifier, _ = entity(ctx, field, offset, name)
    ctx.findings.demand(identifier[:1] == b"*", "udf-entity", offset + 1, "UDF 2.1.5.2",
                        f"{name}: {identifier!r} does not begin with an asterisk")


def lb_addr(data, at):
    """Block in its partition, and the partition's reference."""
    return struct.unpack_from("<IH", data, at)


def long_ad(data, at):
    """Length, block, partition reference, and the six bytes of implementation use."""
    length, block, reference = struct.unpack_from("<IIH", data, at)
    return length, block, reference, bytes(data[at + 10:at + 16])
