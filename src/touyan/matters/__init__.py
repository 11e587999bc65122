"""Matters: the grievance, its lifecycle, acts, decisions and documents."""
