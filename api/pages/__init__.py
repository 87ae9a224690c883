"""The pages: an intake form, an advice with its why, the knowledge, a portfolio; all made on the server."""
