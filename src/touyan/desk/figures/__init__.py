"""Figures, what each counts, and the very matters behind each."""
