"""The shapes of what is sent, and how they are made."""
