"""Measures an office composes itself, approved by a second person."""
