"""On the desk: the schedule, and changing it."""
