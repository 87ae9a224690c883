"""Questions about an advice."""
