#!/usr/bin/env python3
# Holds a disc image against its standards: ECMA-119 (ISO 9660), Joliet, El Torito, ECMA-167 with UDF 1.02 to 2.60.
# Prints each breach with its offset, its kind and the paragraph; the exit code is 1 when there is one.
#
#   check.py IMAGE [--expect DIRECTORY|MANIFEST] [--views iso,joliet,udf] [--level N] [--udf REVISION] ...
#   check.py --manifest DIRECTORY      prints the manifest of a directory
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

import argparse
import sys

from checker import expected, run
from checker.context import Context


def arguments():
    parser = argparse.ArgumentParser(description="Holds a disc image against its standards.")
    parser.add_argument("image", nargs="?")
    parser.add_argument("--manifest", metavar="DIRECTORY", help="print the manifest of a directory instead")
    parser.add_argument("--expect", metavar="DIRECTORY|MANIFEST", help="what every view has to hold")
    parser.add_argument("--hide-dots", action="store_true", help="names that begin with a dot are to be hidden")
    parser.add_argument("--colon-streams", action="store_true", help="a file a:b is the stream b of the file a")
    parser.add_argument("--times", action="store_true", help="compare times of modification as well")
    parser.add_argument("--views", help="the file systems that have to be there: iso, joliet, udf")
    parser.add_argument("--level", type=int, choices=(1, 2, 3), help="interchange level of the ISO 9660 names")
    parser.add_argument("--udf", metavar="REVISION", help="the UDF revision that has to be there, such as 2.50")
    parser.add_argument("--session", type=int, default=0, help="the block where the session begins")
    parser.add_argument("--joliet-length", type=int, default=64, help="the longest Joliet name in characters")
    parser.add_argument("--allow", action="append", default=[], metavar="KIND", help="a kind of breach to pass over")
    parser.add_argument("--boot", type=int, help="how many boot entries there have to be")
    parser.add_argument("--list", action="store_true", help="print what each view shows")
    return parser.parse_args()


def revision(text):
    major, _, minor = text.partition(".")
    return int(major) << 8 | int(minor.ljust(2, "0"), 16)


def show(views):
    for view in views:
        print(f"{view.name}: {view.volume!r}")
        for path, node in sorted(view.root.walk()):
            print(f"  {'d' if node.directory else '-'}{'h' if node.hidden else ' '} {node.size:12} {path}")


def main():
    args = arguments()
    if args.manifest:
        expected.write_manifest(expected.read(args.manifest, args.hide_dots, args.colon_streams), sys.stdout)
        return 0
    ctx = Context(args.image, args.allow, args.level, revision(args.udf) if args.udf else None, args.session,
                  args.joliet_length)
    views, boot = run.check(ctx, args.views.split(",") if args.views else None,
                            expected.read(args.expect, args.hide_dots, args.colon_streams) if args.expect else None,
                            args.times)
    ctx.findings.demand(args.boot in (None, len(boot)), "boot-entries", 0, "asked for",
                        f"{len(boot)} boot entries, not {args.boot}")
    if args.list:
        show(views)
    for line in ctx.findings.lines():
        print(line)
    return 1 if ctx.findings.list else 0


if __name__ == "__main__":
    sys.exit(main())
