"""What a file may be, decided from its name and bytes alone."""
