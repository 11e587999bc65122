"""Statistical reports on paper."""
