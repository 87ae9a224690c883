"""The pages: an intake form, advice with its reasons, the knowledge, a portfolio; all rendered on the server."""
