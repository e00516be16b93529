# What somebody found in an image against what was put in.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

from collections import Counter


def _facts(item, contents):
    return (item.directory, item.size, item.digest() if contents and not item.directory else "")


def differences(found, items, contents, mapped):
    """In words; none when both are the same."""
    if mapped:
        def places(some):
            return Counter((path.count("/"), *_facts(item, contents)) for path, item in some.items())
        there, due = places(found), places(items)
        return [f"lacks {fact}" for fact in due - there] + [f"has also {fact}" for fact in there - due]
    words = [f"lacks {path!r}" for path in items.keys() - found.keys()]
    words += [f"has also {path!r}" for path in found.keys() - items.keys()]
    for path in found.keys() & items.keys():
        if _facts(found[path], contents) != _facts(items[path], contents):
            words.append(f"{path!r} is {_facts(found[path], contents)}, not {_facts(items[path], contents)}")
    return words
