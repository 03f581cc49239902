"""Songbang 松绑: what higher bodies ask of the base, weighed, planned, filled, counted and reported."""

__version__ = "0.1.0"
