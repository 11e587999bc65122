"""A believable office or nation made up from a seed. Nobody in it exists."""
