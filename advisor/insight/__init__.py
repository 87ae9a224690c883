"""Questions asked of an advice."""
