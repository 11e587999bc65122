"""After closing: revisits, causes of recurrence, reverse scrutiny, what a campaign taught."""
