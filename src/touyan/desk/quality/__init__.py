"""What is wrong or missing in the register, each with whoever mends it."""
