"""HTTP: thin handlers over the same functions as the commands.

``app`` puts it together; ``advising`` answers profiles, also from HTML ``forms``, and ``batching`` many at once;
``comparing`` holds advices against each other and ``browsing`` shows the knowledge.
``views`` and ``schema`` make what they send.
``keeping``, ``faces`` and ``following`` show and change what is kept, in the shapes of ``kept``.
``access``, ``origins`` and ``patience`` say who is let in, from where, and how long he may take; ``budgets`` how much
work he may cause, and ``uploads`` how many files are taken at once; ``callers`` for whom he asks; ``store_problems``
what the store refuses; ``rates`` how often; ``sessions`` who is signed in to the ``pages``.
``languages``, ``preferences``, ``caching``, ``limits``, ``methods`` and ``headers`` know HTTP;
``problems`` says what went wrong; ``documentation`` and ``described`` make the OpenAPI document;
``serve`` starts a server and ``editions`` replaces its knowledge; ``observing``, ``logs``, ``metrics`` and
``telemetry`` tell how it does.
"""
