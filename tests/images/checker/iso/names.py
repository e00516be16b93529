# Which names a directory may hold, and in which order (ECMA-119 7.5, 7.6, 9.3, 10; Joliet).
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

from . import fields

SELF, PARENT = b"\0", b"\1"
JOLIET_FORBIDDEN = frozenset('*/:;?\\')
VERSION_MOST = 32767


def split(identifier):
    """Name, extension and version of a file identifier; the latter two may be None."""
    body, semicolon, version = identifier.partition(b";")
    name, dot, extension = body.partition(b".")
    return name, (extension if dot else None), (version if semicolon else None)


def check(ctx, volume, record):
    (_check_joliet if volume.joliet else _check_iso)(ctx, record)


def _check_iso(ctx, record):
    if record.is_directory():
        _iso_directory(ctx, record)
    else:
        _iso_file(ctx, record)


def _iso_directory(ctx, record):
    report, at, name = ctx.findings, record.base + 33, record.identifier
    most = 8 if ctx.level == 1 else 31
    report.demand(set(name) <= fields.D_CHARACTERS, "iso-name-characters", at, "ECMA-119 7.6.1",
                  f"directory identifier {name!r}")
    report.demand(len(name) <= most, "iso-name-length", at, "ECMA-119 7.6.3, 10.1",
                  f"directory identifier {name!r} has more than {most} characters")


def _iso_file(ctx, record):
    report, at = ctx.findings, record.base + 33
    name, extension, version = split(record.identifier)
    if not report.demand(extension is not None and version is not None, "iso-name-separators", at, "ECMA-119 7.5.1",
                         f"file identifier {record.identifier!r} lacks a separator"):
        return
    report.demand(set(name + extension) <= fields.D_CHARACTERS, "iso-name-characters", at, "ECMA-119 7.5.1",
                  f"file identifier {record.identifier!r}")
    report.demand(name or extension, "iso-name-length", at, "ECMA-119 7.5.1", "neither name nor extension")
    if ctx.level == 1:
        fits = len(name) <= 8 and len(extension) <= 3
    else:
        fits = len(name) + len(extension) <= 30
    report.demand(fits, "iso-name-length", at, "ECMA-119 7.5.1, 10.1", f"file identifier {record.identifier!r}")
    report.demand(version.isdigit() and 1 <= int(version) <= VERSION_MOST, "iso-name-version", at, "ECMA-119 7.5.1",
                  f"version {version!r}")


def joliet_name(identifier):
    """What people see of a Joliet identifier: without the version."""
    text = identifier.decode("utf-16-be", "surrogatepass")
    body, semicolon, version = text.rpartition(";")
    return body if semicolon and version.isdigit() else text


def _check_joliet(ctx, record):
    report, at, identifier = ctx.findings, record.base + 33, record.identifier
    if not report.demand(len(identifier) % 2 == 0, "joliet-odd-length", at, "Joliet, UCS-2",
                         f"an identifier of {len(identifier)} bytes"):
        return
    name = identifier.decode("utf-16-be", "surrogatepass")
    name = name if record.is_directory() else joliet_name(identifier)
    bad = {c for c in name if c in JOLIET_FORBIDDEN or ord(c) < 0x20}
    report.demand(not bad, "joliet-characters", at, "Joliet, allowed character set",
                  f"{sorted(bad)} in {name!r}")
    units = len(name.encode("utf-16-be", "surrogatepass")) // 2
    report.demand(0 < units <= ctx.joliet_length, "joliet-name-length", at, "Joliet, 64 characters",
                  f"{name!r} has {units} characters")
    report.demand(not any(0xD800 <= ord(c) <= 0xDFFF for c in name), "joliet-surrogate", at, "Joliet, UCS-2",
                  f"half a character in {name!r}")


# --- order

def _iso_key(record):
    name, extension, version = split(record.identifier)
    version = int(version) if version and version.isdigit() else 0
    return name.ljust(255, b" "), (extension or b"").ljust(255, b" "), -version, not record.flags & 4


def _joliet_whole(record):
    return joliet_name(record.identifier).encode("utf-16-be", "surrogatepass")


def _joliet_first_dot(record):
    name, _, extension = joliet_name(record.identifier).partition(".")
    return name.encode("utf-16-be", "surrogatepass"), extension.encode("utf-16-be", "surrogatepass")


def _joliet_last_dot(record):
    text = joliet_name(record.identifier)
    name, dot, extension = text.rpartition(".")
    name, extension = (name, extension) if dot else (text, "")
    return name.encode("utf-16-be", "surrogatepass"), extension.encode("utf-16-be", "surrogatepass")


# Joliet takes over 9.3 without saying where a name with several dots is divided: any one reading has to hold.
JOLIET_KEYS = (_joliet_whole, _joliet_first_dot, _joliet_last_dot)


def _first_descent(records, key):
    """The first record that is to stand before the one in front of it, or None."""
    last = None
    for record in records:
        now = key(record)
        if last is not None and now < last:
            return record
        last = now
    return None


def check_order(ctx, volume, records):
    """ECMA-119 9.3; the records without those of the directory itself and its parent."""
    if volume.joliet:
        if any(len(record.identifier) % 2 for record in records):
            return
        descents = [_first_descent(records, key) for key in JOLIET_KEYS]
    else:
        descents = [_first_descent(records, _iso_key)]
    if all(descents):
        ctx.findings.add("joliet-order" if volume.joliet else "iso-order", descents[0].base, "ECMA-119 9.3",
                         f"{descents[0].identifier!r} stands behind its successor")
    _check_twins(ctx, volume, records)


def _check_twins(ctx, volume, records):
    seen = {}
    for record in records:
        twin = seen.get(record.identifier)
        if twin is not None and not twin.flags & 128 and (twin.flags & 4) == (record.flags & 4):
            ctx.findings.add("joliet-duplicate-name" if volume.joliet else "iso-duplicate-name", record.base,
                             "ECMA-119 7.5, 9.3", f"{record.identifier!r} is there twice")
        seen[record.identifier] = record
