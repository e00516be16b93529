# The list of damages: a name, the kind of breach that has to be reported, and how it is done.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

from collections import namedtuple

Damage = namedtuple("Damage", "name kind function options")
ALL = []


def damage(name, kind, **options):
    """Marks a function that damages a picture; options are those of the checker that are needed to see it."""
    def take(function):
        ALL.append(Damage(name, kind, function, options))
        return function
    return take
