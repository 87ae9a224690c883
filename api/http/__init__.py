"""HTTP as all of the API speaks it: problems, negotiation, language, caching, parameters, bodies, rate limits."""
