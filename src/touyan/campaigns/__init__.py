"""Clearing the backlog: campaigns, frozen batches, resolution, look-back and what was learned."""
