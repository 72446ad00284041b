"""On the desk: chimes, recordings and voices."""
