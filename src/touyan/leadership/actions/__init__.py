"""What people do about a leader's charge; one verb, one function."""
