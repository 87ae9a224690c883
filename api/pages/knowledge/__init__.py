"""The knowledge browser."""
