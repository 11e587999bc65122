"""The embedded PostgreSQL: where it lives, who runs it, how it is started and checked."""
