"""Staff screens: a view parses, makes one call, renders."""
