"""Papers: the letters and records an office issues, as Word to edit and PDF to serve."""
