"""On the desk: official documents, the campaigns they ask for, and standing columns."""
