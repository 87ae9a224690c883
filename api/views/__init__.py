"""The schemas of what is sent, and the functions that make them."""
