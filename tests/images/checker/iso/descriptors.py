# The set of volume descriptors at the beginning of a session (ECMA-119 8).
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

import struct

from ..image import BLOCK
from . import fields
from .records import parse_record

BOOT, PRIMARY, SUPPLEMENTARY, PARTITION, TERMINATOR = 0, 1, 2, 3, 255
FIRST_SECTOR = 16
MOST = 64
JOLIET_ESCAPES = (b"%/@", b"%/C", b"%/E")
TEXTS = ((190, 128, "volume set identifier", fields.D_CHARACTERS, "ECMA-119 8.4.19"),
         (318, 128, "publisher identifier", fields.A_CHARACTERS, "ECMA-119 8.4.20"),
         (446, 128, "data preparer identifier", fields.A_CHARACTERS, "ECMA-119 8.4.21"),
         (574, 128, "application identifier", fields.A_CHARACTERS, "ECMA-119 8.4.22"))
FILE_NAMES = ((702, 37, "copyright file"), (739, 37, "abstract file"), (776, 37, "bibliographic file"))
DATES = ((813, "creation"), (830, "modification"), (847, "expiration"), (864, "effective"))


class Volume:
    """A primary or supplementary descriptor as far as the rest needs it."""

    def __init__(self, sector, data, joliet):
        self.sector = sector
        self.data = data
        self.joliet = joliet
        self.base = sector * BLOCK
        self.size = 0
        self.path_table_size = 0
        self.path_tables = {}
        self.root = None
        self.identifier = ""


def _is_descriptor(ctx, sector, kind=None):
    at = sector * BLOCK
    return ctx.image.holds(at, BLOCK) and ctx.image.read(at + 1, 5) == b"CD001" and \
        kind in (None, ctx.image.read(at, 1)[0])


def has_iso(ctx, has_udf):
    """Beside UDF a boot record may be there without a volume, in the sector where El Torito wants it."""
    first = ctx.session + FIRST_SECTOR
    if not has_udf:
        return _is_descriptor(ctx, first)
    return any(_is_descriptor(ctx, sector, kind) for sector in range(first, first + MOST)
               for kind in (PRIMARY, SUPPLEMENTARY))


def has_boot_record(ctx):
    return _is_descriptor(ctx, ctx.session + FIRST_SECTOR + 1, BOOT)


def read_set(ctx, has_volumes=True):
    """Every descriptor as (type, sector, bytes), the terminator included."""
    found = []
    for sector in range(ctx.session + FIRST_SECTOR, ctx.session + FIRST_SECTOR + MOST):
        if not ctx.image.holds(sector * BLOCK, BLOCK):
            break
        data = ctx.image.block(sector)
        if data[1:6] != b"CD001":
            break
        found.append((data[0], sector, data))
        ctx.claims.claim(sector * BLOCK, BLOCK, "volume descriptor", f"sector {sector}")
        if data[0] == TERMINATOR:
            break
    if has_volumes:
        _check_primary(ctx, [kind for kind, _, _ in found])
    _check_set(ctx, found)
    return found


def _check_primary(ctx, kinds):
    report, base = ctx.findings, (ctx.session + FIRST_SECTOR) * BLOCK
    report.demand(PRIMARY in kinds, "iso-no-primary", base, "ECMA-119 6.7.1.1", "no primary volume descriptor")
    report.demand(kinds[:1] == [PRIMARY], "iso-primary-first", base, "ECMA-119 6.7.1, El Torito 2.0",
                  "the first descriptor is not the primary one")


def _check_set(ctx, found):
    report, base = ctx.findings, (ctx.session + FIRST_SECTOR) * BLOCK
    kinds = [kind for kind, _, _ in found]
    report.demand(kinds[-1:] == [TERMINATOR], "iso-no-terminator", base + len(found) * BLOCK, "ECMA-119 6.7.1.4",
                  "the set of volume descriptors has no terminator")
    for kind, sector, data in found:
        if kind == TERMINATOR:
            fields.zeros(ctx, data, 7, BLOCK - 7, sector * BLOCK, "rest of the terminator", "ECMA-119 8.3.4")
        report.demand(kind in (BOOT, PRIMARY, SUPPLEMENTARY, PARTITION, TERMINATOR), "iso-descriptor-type",
                      sector * BLOCK, "ECMA-119 8.1.1", f"volume descriptor of type {kind}")
        report.demand(data[6] == 1, "iso-descriptor-version", sector * BLOCK + 6, "ECMA-119 8.4.3",
                      f"version {data[6]} of a volume descriptor")


def volumes(ctx, found):
    """The primary volume and the Joliet one."""
    for kind, sector, data in found:
        if kind == PRIMARY:
            yield _parse(ctx, Volume(sector, data, joliet=False))
        elif kind == SUPPLEMENTARY:
            if _is_joliet(ctx, sector, data):
                yield _parse(ctx, Volume(sector, data, joliet=True))


def _is_joliet(ctx, sector, data):
    escapes, base = data[88:120], sector * BLOCK
    if not ctx.findings.demand(escapes[:3] in JOLIET_ESCAPES, "joliet-escape", base + 88, "Joliet, ECMA-119 8.5.6",
                               f"escape sequences {bytes(escapes[:6])!r}"):
        return data[6] == 1
    fields.zeros(ctx, data, 91, 29, base, "rest of the escape sequences", "ECMA-119 8.5.6")
    ctx.findings.demand(data[7] == 0, "joliet-flags", base + 7, "Joliet, ECMA-119 8.5.3", f"volume flags {data[7]:#x}")
    return True


def _parse(ctx, volume):
    data, base = volume.data, volume.base
    if not volume.joliet:
        fields.zeros(ctx, data, 7, 1, base, "unused byte 8", "ECMA-119 8.4.4")
        fields.zeros(ctx, data, 88, 32, base, "unused bytes 89 to 120", "ECMA-119 8.4.9")
    fields.zeros(ctx, data, 72, 8, base, "unused bytes 73 to 80", "ECMA-119 8.4.7")
    fields.zeros(ctx, data, 882, 1, base, "reserved byte 883", "ECMA-119 8.4.31")
    fields.zeros(ctx, data, 1395, 653, base, "reserved end", "ECMA-119 8.4.33")
    ctx.findings.demand(data[881] == 1, "iso-structure-version", base + 881, "ECMA-119 8.4.30",
                        f"file structure version {data[881]}")
    _sizes(ctx, volume)
    _texts(ctx, volume)
    for at, name in DATES:
        fields.long_date(ctx, data[at:at + 17], base + at, f"{name} date")
    volume.root = parse_record(ctx, data[156:190], base + 156)
    return volume


def _sizes(ctx, volume):
    data, base, report = volume.data, volume.base, ctx.findings
    volume.size = fields.both32(ctx, data, 80, base, "volume space size")
    end = volume.size + (ctx.session if volume.size < ctx.session else 0)
    report.demand(end <= ctx.image.blocks, "iso-volume-size", base + 80, "ECMA-119 8.4.8",
                  f"{volume.size} blocks of volume in an image of {ctx.image.blocks}")
    set_size = fields.both16(ctx, data, 120, base, "volume set size")
    number = fields.both16(ctx, data, 124, base, "volume sequence number")
    report.demand(1 <= number <= set_size, "iso-volume-set", base + 120, "ECMA-119 8.4.11",
                  f"volume {number} of a set of {set_size}")
    block = fields.both16(ctx, data, 128, base, "logical block size")
    if block != BLOCK:
        report.stop("iso-block-size", base + 128, "ECMA-119 8.4.12", f"logical blocks of {block} bytes")
    volume.path_table_size = fields.both32(ctx, data, 132, base, "path table size")
    volume.path_tables = {"L": struct.unpack_from("<I", data, 140)[0], "M": struct.unpack_from(">I", data, 148)[0]}
    optional = {"optional L": struct.unpack_from("<I", data, 144)[0],
                "optional M": struct.unpack_from(">I", data, 152)[0]}
    volume.path_tables.update((name, at) for name, at in optional.items() if at)


def _texts(ctx, volume):
    data, base = volume.data, volume.base
    if volume.joliet:
        volume.identifier = data[40:72].decode("utf-16-be", "replace").rstrip(" \0")
        return
    volume.identifier = data[40:72].decode("latin-1").rstrip(" ")
    fields.characters(ctx, data[8:40], fields.A_CHARACTERS, base + 8, "system identifier", "ECMA-119 8.4.5")
    fields.characters(ctx, data[40:72], fields.D_CHARACTERS, base + 40, "volume identifier", "ECMA-119 8.4.6")
    for at, length, name, allowed, paragraph in TEXTS:
        # A first byte of 5F tells that a file has the text; the rest is its name (ECMA-119 8.4.20).
        kind = fields.A_CHARACTERS if data[at] == 0x5F else allowed
        fields.characters(ctx, data[at:at + length], kind, base + at, name, paragraph)
    for at, length, name in FILE_NAMES:
        fields.characters(ctx, data[at:at + length], fields.D_CHARACTERS | {0x2E, 0x3B}, base + at, name,
                          "ECMA-119 8.4.23")
