"""Reads ``knowledge/`` and ``rules/`` into one frozen, linked edition. Knows no client."""
