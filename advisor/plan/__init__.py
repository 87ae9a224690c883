"""The plan: which recommendation in which period, what comes first, what would bring it forward."""
