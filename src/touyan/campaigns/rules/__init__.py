"""What holds of campaigns, without clock, database or request."""
