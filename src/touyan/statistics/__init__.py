"""Figures that prove themselves: measures counted from the ledger, kept by totals, opened to the
matters beneath them, frozen when they are published."""
