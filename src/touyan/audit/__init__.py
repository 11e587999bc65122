"""Who did, saw, searched and exported what: an append-only chain that shows tampering."""
