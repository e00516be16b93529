# What every part of the checker is given.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

from .claims import Claims
from .findings import Findings
from .image import Image


class Context:
    """The image, where findings go, who claims which bytes, and what was asked for.

    level: interchange level that the ISO 9660 names have to keep; revision: the UDF revision that there has to be;
    session: the block where the session to look at begins; joliet_length: the longest Joliet name in characters."""

    def __init__(self, path, allowed=(), level=None, revision=None, session=0, joliet_length=64):
        self.image = Image(path)
        self.findings = Findings(allowed)
        self.claims = Claims()
        self.level = level
        self.revision = revision
        self.session = session
        self.joliet_length = joliet_length
