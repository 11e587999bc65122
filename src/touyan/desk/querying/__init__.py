"""Questions put together from measures and dimensions, shown as table and picture, and kept."""
