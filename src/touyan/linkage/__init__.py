"""First, repeat or joint: candidate search, scoring with reasons, review."""
