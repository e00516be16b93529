# What is wrong with an image: each finding has a kind, the place of its bytes and the paragraph that it breaks.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

from collections import Counter, namedtuple

Finding = namedtuple("Finding", "kind offset paragraph text")


class Stop(Exception):
    """What was being read cannot be followed any further; why has been reported."""


class Findings:
    SHOWN_OF_A_KIND = 20

    def __init__(self, allowed=()):
        self.allowed = frozenset(allowed)
        self.list = []
        self.kinds = Counter()

    def add(self, kind, offset, paragraph, text):
        """Reports a breach at a byte offset of the image."""
        if kind in self.allowed:
            return
        self.kinds[kind] += 1
        if self.kinds[kind] <= self.SHOWN_OF_A_KIND:
            self.list.append(Finding(kind, offset, paragraph, text))

    def stop(self, kind, offset, paragraph, text):
        """Reports a breach behind which nothing can be read."""
        self.add(kind, offset, paragraph, text)
        raise Stop(text)

    def demand(self, holds, kind, offset, paragraph, text):
        """Reports unless it holds; tells whether it does."""
        if not holds:
            self.add(kind, offset, paragraph, text)
        return holds

    def lines(self):
        for finding in sorted(self.list, key=lambda f: (f.offset, f.kind)):
            yield f"{finding.offset:#014x} {finding.kind}: {finding.text} [{finding.paragraph}]"
        for kind, count in sorted(self.kinds.items()):
            if count > self.SHOWN_OF_A_KIND:
                yield f"... {kind}: {count - self.SHOWN_OF_A_KIND} more"
