"""Advisor: rule-based advice for digital transformation, explained down to its source passages.

Read the folders in the order of the data: ``library`` (what we know) → ``stages`` (profile → facts → findings →
recommendations → explanation) → ``advice`` (the whole pipeline) → ``insight`` (questions asked of an advice).
"""

__version__ = "0.1.0"
