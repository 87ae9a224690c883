"""HTTP: thin handlers over the same functions as the commands.

``app`` puts together what stands in the rooms below, and ``server`` runs it. A room imports only rooms above it here:

- ``http``: problems, negotiation, language, caching, parameters, dependencies; what all others speak;
- ``observability``: logs, metrics, traces;
- ``middleware``: what stands around every request: access, budgets, limits, headers;
- ``views``: the shapes of answers;
- ``openapi``: the document that describes the API;
- ``routes``: the API, by resource;
- ``pages``: the same for people, in HTML.
"""
