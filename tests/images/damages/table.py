# The list of damages: a name, the kind of breach that has to be reported, and how it is done.

from collections import namedtuple

Damage = namedtuple("Damage", "name kind function options")
ALL = []


def damage(name, kind, **options):
    """Marks a function that damages a picture; options are those of the checker that are needed to see it."""
    def take(function):
        ALL.append(Damage(name, kind, function, options))
        return function
    return take
