"""Reception days of leaders, their call lists and records, and promises."""
