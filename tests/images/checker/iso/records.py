# Directory records (ECMA-119 9.1).
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

from . import fields

HIDDEN, DIRECTORY, ASSOCIATED, RECORD, PROTECTION, MULTI_EXTENT = 1, 2, 4, 8, 16, 128
RESERVED = 0x60
SHORTEST = 34


class Record:
    __slots__ = ("base", "length", "xattr", "extent", "size", "modified", "flags", "identifier")

    def is_directory(self):
        return bool(self.flags & DIRECTORY)


def parse_record(ctx, data, base):
    """A directory record from its first byte to its last; data may go on behind it."""
    report = ctx.findings
    record = Record()
    record.base, record.length, record.xattr = base, data[0], data[1]
    if record.length < SHORTEST or record.length > len(data):
        report.stop("iso-record-length", base, "ECMA-119 9.1.1", f"a directory record of {record.length} bytes")
    record.extent = fields.both32(ctx, data, 2, base, "location of extent")
    record.size = fields.both32(ctx, data, 10, base, "data length")
    record.modified = fields.short_date(ctx, data[18:25], base + 18, "recording date")
    record.flags = data[25]
    _flags(ctx, record)
    report.demand(data[26] == 0 and data[27] == 0, "iso-interleave", base + 26, "ECMA-119 9.1.7, 9.1.8",
                  "an interleaved file")
    number = fields.both16(ctx, data, 28, base, "volume sequence number")
    report.demand(number == 1, "iso-volume-number", base + 28, "ECMA-119 9.1.9", f"on volume {number}")
    record.identifier = _identifier(ctx, data, record)
    return record


def _flags(ctx, record):
    report, at = ctx.findings, record.base + 25
    report.demand(not record.flags & RESERVED, "iso-file-flags", at, "ECMA-119 9.1.6",
                  f"reserved bits in file flags {record.flags:#x}")
    if record.is_directory():
        report.demand(not record.flags & (ASSOCIATED | RECORD | MULTI_EXTENT), "iso-file-flags", at,
                      "ECMA-119 9.1.6, 6.8.1", f"file flags {record.flags:#x} of a directory")


def _identifier(ctx, data, record):
    length, report, base = data[32], ctx.findings, record.base
    end = 33 + length + (1 if length % 2 == 0 else 0)
    if length == 0 or end > record.length:
        report.stop("iso-identifier-length", base + 32, "ECMA-119 9.1.10",
                    f"an identifier of {length} bytes in a record of {record.length}")
    report.demand(record.length % 2 == 0, "iso-record-length", base, "ECMA-119 9.1.13",
                  f"a directory record of {record.length} bytes is odd")
    if length % 2 == 0:
        report.demand(data[33 + length] == 0, "iso-record-padding", base + 33 + length, "ECMA-119 9.1.12",
                      "the padding of a directory record is not zero")
    return bytes(data[33:33 + length])
