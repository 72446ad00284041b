"""On the desk: bulletins from the first word to the decision on their sound."""
