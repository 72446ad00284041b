"""On the desk: what sounds now, orders to the loudspeakers, and what is wrong."""
