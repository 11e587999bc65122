"""Statistical reports: asked for, drawn up, confirmed, received above, proven."""
