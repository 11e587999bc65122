"""Leaders answerable for matters: who must be led, by whom, which acts, and what proves them."""
