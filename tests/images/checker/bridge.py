# The views of one disc show the same files, and the data of a file are there once.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

from collections import Counter

from .tree import joined

PARAGRAPH = "one copy of the data"


def check(ctx, views):
    for other in views[1:]:
        _compare(ctx, views[0], other)


def _files(ctx, view):
    """Files with data, by the bytes that they have; and how many are hidden."""
    found, hidden, count = Counter(), 0, 0
    for _, node in view.root.walk():
        hidden += node.hidden
        if not node.directory:
            count += 1
            if node.size:
                found[tuple(joined(node.pieces))] += 1
    return found, hidden, count


def _compare(ctx, first, second):
    report = ctx.findings
    ours, our_hidden, our_count = _files(ctx, first)
    theirs, their_hidden, their_count = _files(ctx, second)
    name = f"{first.name} and {second.name}"
    report.demand(our_count == their_count, "bridge-count", 0, PARAGRAPH,
                  f"{name} show {our_count} and {their_count} files")
    report.demand(our_hidden == their_hidden, "bridge-hidden", 0, PARAGRAPH,
                  f"{name} hide {our_hidden} and {their_hidden} items")
    left, right = ours - theirs, theirs - ours
    if left or right:
        _compare_contents(ctx, name, left, right)


def _place(files):
    """Where the first of these files begins."""
    return next((offset for pieces in files for offset, _ in pieces if offset is not None), 0)


def _compare_contents(ctx, name, left, right):
    """Files that do not share their bytes: small ones may lie in their UDF entry."""
    ours = Counter(ctx.image.digest(pieces) for pieces in left.elements())
    theirs = {}
    for pieces in right.elements():
        theirs.setdefault(ctx.image.digest(pieces), []).append(pieces)
    for digest, pieces in theirs.items():
        if digest not in ours:
            ctx.findings.add("bridge-data", _place(pieces), PARAGRAPH, f"{name}: data that only one of them shows")
        elif any(sum(length for _, length in one) >= 2048 for one in pieces):
            ctx.findings.add("bridge-copy", _place(pieces), PARAGRAPH, f"{name}: the same data twice")
    for digest in ours.keys() - theirs.keys():
        ctx.findings.add("bridge-data", 0, PARAGRAPH, f"{name}: data that only one of them shows ({digest[:8]})")
