"""HTTP: thin handlers over the same functions as the commands.

``app`` puts it together; ``advising`` answers profiles, ``comparing`` holds advices
against each other and ``browsing`` shows the knowledge. ``views`` and ``schema``
make what they send; ``languages``, ``preferences``, ``caching``, ``limits``, ``methods`` and ``headers`` know HTTP;
``problems`` says what went wrong; ``documentation`` is the OpenAPI document. ``serve`` starts a server and ``editions``
replaces its knowledge; ``observing``, ``logs``, ``metrics`` and ``telemetry`` tell how it does.
"""
