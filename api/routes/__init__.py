"""The addresses of the API, by resource."""
