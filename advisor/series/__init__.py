"""Did it work: one organisation over time, and what was solved over all of a tenant."""
