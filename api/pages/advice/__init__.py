"""The pages of an advice."""
