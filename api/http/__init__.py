"""What HTTP asks of every answer: problems, negotiation, language, caching, and what a request may hold."""
