"""Petitioner screens: reach intake and what may be made public, nothing else."""
