# A reader of disc images that trusts nothing: it holds every field against the standard that demands it.
