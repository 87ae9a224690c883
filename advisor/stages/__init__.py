"""One module per arrow: profile → facts → findings → recommendations → explanation."""
