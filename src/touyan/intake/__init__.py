"""Petitions as received: who, by which way, when, about whom, asking for what."""
