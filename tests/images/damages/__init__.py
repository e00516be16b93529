# Ways to damage a good image, each of which the checker has to find.
