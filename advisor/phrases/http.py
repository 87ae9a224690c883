"""What is said over HTTP when a request is not answered; of HTML forms and of batches too."""

PHRASES: dict[str, tuple[str, str]] = {
    # over HTTP: what went wrong
    "status_400": ("Het verzoek is niet te lezen", "The request cannot be read"),
    "status_404": ("Niet gevonden", "Not found"),
    "status_405": ("Methode niet toegestaan", "Method not allowed"),
    "status_406": ("Gevraagde vorm bestaat niet", "Not acceptable"),
    "status_413": ("Te groot", "Content too large"),
    "status_415": ("Deze vorm wordt niet gelezen", "Unsupported media type"),
    "status_422": ("Er staan fouten in het verzoek", "The request has mistakes"),
    "status_500": ("Er ging hier iets mis", "Something went wrong here"),
    "status_503": ("Nog niet klaar", "Not ready"),
    "http_unreadable": ("Het verzoek is niet te lezen.", "The request cannot be read."),
    "http_no_address": ("Dit adres bestaat niet.", "This URL does not exist."),
    "http_no_id": ("Deze id bestaat hier niet.", "This id does not exist here."),
    "http_method": ("Deze methode kan hier niet.", "Method not allowed."),
    "http_accept": (
        "Het antwoord bestaat niet in de gevraagde vorm.",
        "The response is not available in the requested format.",
    ),
    "http_content_type": ("Dit type inhoud wordt niet gelezen.", "Unsupported Content-Type."),
    "http_coding": ("Deze codering van de inhoud wordt niet gelezen.", "Unsupported Content-Encoding."),
    "http_parameter": ("De waarde van “{name}” kan niet.", "The value of “{name}” is invalid."),
    "http_unknown_name": ("“{name}” bestaat hier niet.", "“{name}” does not exist here."),
    "http_twice": ("“{name}” staat er meer dan één keer.", "“{name}” occurs more than once."),
    "http_header": ("De kop {name} is niet te lezen.", "The header {name} is malformed."),
    "http_charset": ("Deze tekenset wordt niet gelezen.", "Unsupported character set."),
    "http_failed": (
        "Het antwoord kon niet worden gemaakt; het verzoek kan in orde zijn.",
        "The response could not be made; the request may be correct.",
    ),
    "http_no_knowledge": ("De kennis is niet geladen.", "The knowledge is not loaded."),
    "http_mistakes": ("{count} {count:fout|fouten}; zie “errors”.", "{count} {count:mistake|mistakes}; see “errors”."),
    "expected_id": ("een id uit {place}", "an id from {place}"),
    "expected_address": ("een adres uit /openapi.json", "a path from /openapi.json"),
    "expected_accept": (
        "mediatypes, zoals application/json, */*;q=0.5",
        "media types, such as application/json, */*;q=0.5",
    ),
    "expected_accept_language": ("talen, zoals nl-BE, en;q=0.8", "languages, such as en-GB, nl;q=0.8"),
    "expected_etag": (
        "de ETag van een eerder antwoord, met aanhalingstekens",
        "the ETag of an earlier response, in quotes",
    ),
    "expected_no_coding": ("inhoud zonder codering", "a body without Content-Encoding"),
    "html_form_unreadable": ("Dit formulier is niet te lezen.", "This form cannot be read."),
    "expected_html_form": (
        "hoogstens {count} {count:veld|velden} met tekst in UTF-8, zonder bestanden",
        "at most {count} {count:field|fields} of UTF-8 text, without files",
    ),
    "too_many_rows": (
        "Er staan meer dan {limit} {limit:profiel|profielen} in.",
        "This has more than {limit} {limit:profile|profiles}.",
    ),
    "expected_batch_command": (
        "een kleiner verzoek; voor meer is er de opdracht advisor batch",
        "a smaller request; for more, use the command advisor batch",
    ),
    "not_an_array": ("Hier hoort een JSON-lijst van profielen te staan.", "A JSON array of profiles is expected here."),
}
