"""Files of typical cases: read to the last hidden place, and written."""
