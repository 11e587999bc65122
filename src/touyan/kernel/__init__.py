"""Base errors, value types, text and crypto. Imports no framework and no other package."""
