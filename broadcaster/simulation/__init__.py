"""A station's life in virtual time: the real plan, playout, log and newsroom, seeded trouble, and a strict witness."""
