"""Scheduled and deferred work: one call each."""
