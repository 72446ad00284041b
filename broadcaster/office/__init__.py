"""What people at the station do: each deed asks for its right first, then the store carries it out."""
