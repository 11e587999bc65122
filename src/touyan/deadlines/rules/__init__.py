"""Counting days and projecting clocks: values in, decisions out."""
