"""What people do about campaigns; one verb, one function."""
