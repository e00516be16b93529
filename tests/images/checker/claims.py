# Who claims which bytes of the image. Two may only share bytes when both are the data of files and claim the very
# same ones, as the views of a bridge disc do.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

from .tree import joined

DATA = "file data"


class Claims:
    def __init__(self):
        self.claims = {}

    def claim(self, start, length, role, owner):
        if length:
            self.claims.setdefault((start, length), {}).setdefault(role, owner)

    def data(self, pieces, owner):
        for start, length in joined(pieces):
            if start is not None:
                self.claim(start, length, DATA, owner)

    def report(self, findings):
        self._same_bytes(findings)
        self._partly_same_bytes(findings)

    def _same_bytes(self, findings):
        for (start, _), owners in self.claims.items():
            if len(owners) > 1:
                names = ", ".join(f"{role} of {owner}" for role, owner in owners.items())
                findings.add("overlap", start, "ECMA-119 6.4.1, ECMA-167 4/8.9", f"claimed twice: {names}")

    def _partly_same_bytes(self, findings):
        end, last = 0, None
        for (start, length), owners in sorted(self.claims.items(), key=lambda claim: claim[0]):
            role, owner = next(iter(owners.items()))
            if start < end:
                findings.add("overlap", start, "ECMA-119 6.4.1, ECMA-167 4/8.9",
                             f"{role} of {owner} begins inside of {last}")
            if start + length > end:
                end, last = start + length, f"{role} of {owner}"
