"""Keeps advices: with their profile, their receipt and the time, for one tenant at a time.

``database`` opens a store, ``tables`` says what it holds, ``migrations`` make and change that. ``callers`` is who asks;
``keys`` tells who that is. ``advices`` keeps, reads and deletes; ``statuses`` is what became of a recommendation;
``retries`` makes doing it again safe; ``audit`` is who did what. ``errors`` is what may go wrong.
"""
