"""Saved advice, with its profile, its receipt and the time, per tenant.

``database`` opens a store, ``tables`` defines its tables, ``migrations`` create and change them. ``callers``: who asks;
``keys`` and ``sessions`` identify them. ``advices`` saves, reads and deletes; ``series``: the latest advice of each
organisation; ``statuses``: what became of a recommendation; ``retries`` makes requests idempotent; ``audit``: who did
what; ``damage``: what is lost in a damaged store. ``errors``: all that can go wrong.
"""
