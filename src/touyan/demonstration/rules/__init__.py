"""Pure generators of the demonstration: everything comes from the given random.Random."""
