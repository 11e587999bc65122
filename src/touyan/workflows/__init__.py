"""Processes that cross features, one file each."""
