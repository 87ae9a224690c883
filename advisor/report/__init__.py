"""The advice handed over: as text for a mail, as Markdown."""
