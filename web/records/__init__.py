"""On the desk: the play log, the activity record, and the reports made of them."""
