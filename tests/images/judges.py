#!/usr/bin/env python3
# Has an image read by programs of others, and compares what each of them sees with what was put in.
#
#   judges.py NAME IMAGE --expect DIRECTORY|MANIFEST --views iso,joliet,udf [--udf REVISION] [--sizes] ...
#
# Reports in the words of scripts/lib.sh. Names that a view maps are compared by level, size and content.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

import argparse
import fnmatch
import os
import subprocess
import tempfile

from checker import expected
from judges import tools
from judges.compare import differences

# Which judges a view has. 7zz -tiso prefers Joliet, so it sees ISO 9660 where there is no Joliet.
BY_VIEW = {
    "iso": {"pycdlib": tools.pycdlib_iso, "xorriso": tools.xorriso_iso, "bsdtar": tools.bsdtar_iso,
            "isoinfo": tools.isoinfo_iso, "7zz -tiso": tools.seven_zip_iso},
    "joliet": {"pycdlib": tools.pycdlib_joliet, "xorriso": tools.xorriso_joliet, "bsdtar": tools.bsdtar_joliet,
               "isoinfo": tools.isoinfo_joliet, "7zz -tiso": tools.seven_zip_iso},
    "udf": {"pycdlib": tools.pycdlib_udf, "7zz -tudf": tools.seven_zip_udf},
}


def arguments():
    parser = argparse.ArgumentParser(description="Has an image read by programs of others.")
    parser.add_argument("name")
    parser.add_argument("image")
    parser.add_argument("--expect", required=True)
    parser.add_argument("--views", required=True)
    parser.add_argument("--udf", metavar="REVISION")
    parser.add_argument("--sizes", action="store_true", help="do not read the contents")
    return parser.parse_args()


def read_exceptions(name):
    """What judges are known not to read of an image, by its name and revision: {(view, judge): reason}."""
    found = {}
    with open(os.path.join(os.path.dirname(__file__), "judges.list"), encoding="utf-8") as lines:
        for line in lines:
            pattern, _, rest = line.partition("\t")
            if not line.startswith("#") and fnmatch.fnmatch(name, pattern) and rest:
                view, judge, reason = rest.rstrip("\n").split("\t")
                found[view, judge] = reason
    return found


class Bench:
    """The judges of one image."""

    def __init__(self, args, scratch):
        self.args = args
        self.scratch = scratch
        self.items = expected.without_streams(expected.read(args.expect))
        self.excepted = read_exceptions(f"{args.name} {args.udf or '-'}")

    def say(self, view, judge, words):
        for line in words[:10]:
            print(f"  {line}")
        print(f"{'FAIL' if words else 'PASS'}: {self.args.name}: {judge} reads {view}")

    def _excepted(self, view, judge):
        reason = self.excepted.get((view, judge))
        if reason:
            print(f"SKIP: {self.args.name}: {judge} reads {view}: {reason}")
        return bool(reason)

    def _mapped(self, view, judge):
        return expected.names_change(view, self.items) or judge == "isoinfo" and not all(map(str.isascii, self.items))

    def hear(self, view, judge, function):
        contents = not self.args.sizes and judge != "isoinfo"
        try:
            found = function(self.args.image, self.scratch, contents)
            words = differences(found, self.items, contents, self._mapped(view, judge))
        except (tools.Refused, subprocess.TimeoutExpired, ValueError) as problem:
            words = [str(problem)]
        self.say(view, judge, words)

    def count(self):
        """udfinfo tells how many items there are, by what the integrity descriptor says."""
        files = sum(not item.directory for item in self.items.values())
        wanted = (files, len(self.items) - files + 1, self.args.udf)
        try:
            found = tools.udfinfo(self.args.image)
            words = [] if found == wanted else [f"{found}, not {wanted}"]
        except (tools.Refused, KeyError) as problem:
            words = [str(problem)]
        self.say("udf", "udfinfo", words)

    def all(self):
        views = self.args.views.split(",")
        for view in views:
            for judge, function in BY_VIEW[view].items():
                # pycdlib reads UDF only beside ISO 9660; 7zz shows Joliet where both are there.
                if (judge == "pycdlib" and "iso" not in views) or \
                        (judge == "7zz -tiso" and view == "iso" and "joliet" in views):
                    continue
                if not self._excepted(view, judge):
                    self.hear(view, judge, function)
        if "udf" in views and not self._excepted("udf", "udfinfo"):
            self.count()


def main():
    args = arguments()
    with tempfile.TemporaryDirectory(prefix="judges.") as scratch:
        Bench(args, scratch).all()


if __name__ == "__main__":
    main()
