"""Keeping an installation well: back up, restore, and tell what is missing. Holds no tables of its own."""
