"""Demands on the base: asked for at the door, weighed, let through by named posts, numbered, delivered, answered."""
