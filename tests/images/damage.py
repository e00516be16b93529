#!/usr/bin/env python3
# Tests the checker: good images pass, and each kind of damage that is done to them is found and called by its kind.
#
#   damage.py IMAGE[,ALLOWED-KIND...]...
#
# A damage is tried on every image that has what it damages, and there has to be one. What is behind the commas are
# the deviations of the program that made the image. Reports in the words of scripts/lib.sh.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

import sys
import tempfile

from checker import run
from checker.context import Context
from damages import boot, iso, joliet, metadata, udf_files, udf_volume
from damages.picture import NotHere, Picture
from damages.table import ALL

MODULES = (iso, joliet, boot, udf_volume, udf_files, metadata)


def found_in(path, allowed, options):
    ctx = Context(path, allowed, **options)
    run.check(ctx)
    return ctx.findings


def damaged(data, damage):
    """The image, damaged; None when it has nothing of the kind."""
    picture = Picture(data)
    try:
        damage.function(picture)
    except NotHere:
        return None
    return bytes(picture.data)


def try_damage(damage, images, scratch):
    """How many images it was done to, and those where it was not found."""
    tried, missed = 0, []
    for path, data, allowed in images:
        bad = damaged(data, damage) if damage.kind not in allowed else None
        if bad is None:
            continue
        tried += 1
        with open(scratch, "wb") as file:
            file.write(bad)
        try:
            kinds = found_in(scratch, allowed, damage.options).kinds
        except Exception as problem:            # pylint: disable=broad-except
            kinds = {repr(problem): 1}
        if damage.kind not in kinds:
            missed.append(f"{path}: {', '.join(kinds) or 'nothing'}")
    return tried, missed


def report_good(path, allowed):
    findings = found_in(path, allowed, {})
    for line in findings.lines():
        print(line)
    print(f"{'FAIL' if findings.list else 'PASS'}: checker: {path.rpartition('/')[2]} is good")


def report(damage, tried, missed):
    for line in missed:
        print(f"  {line}")
    if not tried:
        print(f"FAIL: checker: no image for: {damage.name}")
    else:
        print(f"{'FAIL' if missed else 'PASS'}: checker: {damage.name} ({damage.kind})")


def main():
    images = []
    for argument in sys.argv[1:]:
        path, *allowed = argument.split(",")
        with open(path, "rb") as file:
            images.append((path, file.read(), frozenset(allowed)))
        report_good(path, allowed)
    with tempfile.NamedTemporaryFile() as scratch:
        for damage in ALL:
            report(damage, *try_damage(damage, images, scratch.name))
    kinds = {damage.kind for damage in ALL}
    print(f"{len(ALL)} damages of {len(kinds)} kinds")


if __name__ == "__main__":
    main()
