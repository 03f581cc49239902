"""Registers taken in over the year: files, what was understood of them, rows, rejects, and undoing it."""
