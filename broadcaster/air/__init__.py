"""On air: the clock, the one who plays, and the closing of what was left open. Nothing is made here."""
