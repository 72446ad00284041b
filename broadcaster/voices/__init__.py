"""Voice packs: what is inside, under which licence, and where they stand once installed."""
