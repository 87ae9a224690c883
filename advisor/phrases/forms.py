"""What is said of HTML forms and of batches over HTTP."""

PHRASES: dict[str, tuple[str, str]] = {
    "html_form_unreadable": ("Dit formulier is niet te lezen.", "This form cannot be read."),
    "expected_html_form": (
        "hoogstens {count} {count:veld|velden} met tekst in UTF-8, zonder bestanden",
        "at most {count} {count:field|fields} with text in UTF-8, without files",
    ),
    "too_many_rows": (
        "Er staan meer dan {limit} {limit:profiel|profielen} in.",
        "There are more than {limit} {limit:profile|profiles} in it.",
    ),
    "expected_batch_command": (
        "een kleiner verzoek; voor meer is er de opdracht advisor batch",
        "a smaller request; for more there is the command advisor batch",
    ),
    "not_an_array": ("Hier hoort een JSON-lijst van profielen te staan.", "A JSON array of profiles is expected here."),
}
