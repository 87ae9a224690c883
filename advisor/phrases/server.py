"""What a server says about access, about what it keeps, and about requests that take too long or come too often."""

PHRASES: dict[str, tuple[str, str]] = {
    "status_401": ("Een sleutel is nodig", "A key is required"),
    "status_403": ("Dit mag hier niet", "Not allowed here"),
    "status_408": ("Te traag", "Too slow"),
    "status_409": ("Dat kan nu niet", "Not possible now"),
    "status_429": ("Te veel verzoeken", "Too many requests"),
    "service_no_store": (
        "Deze server bewaart niets. Vraag het advies met ?store=false.",
        "This server stores nothing. Ask for the advice with ?store=false.",
    ),
    "service_key_needed": (
        "Dit adres vraagt een sleutel: Authorization: Bearer … of X-API-Key: ….",
        "A key is required: Authorization: Bearer … or X-API-Key: ….",
    ),
    "service_two_keys": (
        "Het verzoek draagt meer dan één sleutel. Stuur er één.",
        "The request has more than one key. Send one.",
    ),
    "service_only_here": (
        "Zonder sleutels antwoordt deze server alleen op de eigen computer. Maak een sleutel met “advisor keys add”.",
        "Without keys, this server only answers requests from its own computer. Create a key with “advisor keys add”.",
    ),
    "service_host": (
        "Zonder sleutels antwoordt deze server alleen op de naam localhost, 127.0.0.1 of [::1].",
        "Without keys, this server only answers to the host names localhost, 127.0.0.1 and [::1].",
    ),
    "service_origin": (
        "Een bladzijde van elders mag dit hier niet vragen. Laat haar toe met “advisor serve --cors-origin”.",
        "Pages of another origin may not make this request. Allow it with “advisor serve --cors-origin”.",
    ),
    "service_slow": (
        "Het verzoek kwam niet binnen {seconds} {seconds:seconde|seconden} toe.",
        "The request did not arrive within {seconds} {seconds:second|seconds}.",
    ),
    "service_busy": (
        "Er worden al zoveel bestanden verwerkt als hier tegelijk kan. Probeer het over {seconds} "
        "{seconds:seconde|seconden} opnieuw.",
        "The server is processing as many files as it can. Try again in {seconds} {seconds:second|seconds}.",
    ),
    "service_over_budget": (
        "Dit verzoek vraagt meer rekentijd dan één verzoek krijgt. Het is gestopt.",
        "This request needs more processor time than one request may use. It was stopped.",
    ),
    "expected_less": ("minder profielen tegelijk", "fewer profiles at once"),
    "batch_over_budget": (
        "De rekentijd voor één verzoek is op: dit profiel en de volgende zijn niet uitgewerkt.",
        "The processor time for this request is used up: this profile and those after it were not processed.",
    ),
    "service_often": (
        "Deze sleutel mag {count} {count:verzoek|verzoeken} per minuut. Wacht {seconds} {seconds:seconde|seconden} en "
        "probeer het opnieuw.",
        "This key may make {count} {count:request|requests} per minute. Wait {seconds} {seconds:second|seconds} and "
        "try again.",
    ),
    "service_other_software": (
        "Dit advies is van andere software of andere kennis; dit kan er niet meer uit afgeleid worden. Vraag de JSON, "
        "of maak het advies opnieuw met /rerun.",
        "This advice was made with different software or knowledge, so this can no longer be derived from it. "
        "Ask for the JSON, or run the advice again with /rerun.",
    ),
    "service_expected_status": (
        "een object met “status” en soms “note”, “owner” en “due”",
        "an object with “status” and optionally “note”, “owner” and “due”",
    ),
    "service_note_twice": (
        "“reason” is de oude naam van “note”: stuur een van de twee",
        "“reason” is the old name of “note”: send one of the two",
    ),
    "service_expected_text": ("een tekst", "text"),
    "service_not_text": ("{value} is geen tekst.", "{value} is not text."),
    "service_open_to_all": (
        "Op {host} kan iedereen erbij, en er zijn nog geen sleutels. Maak er eerst een met “advisor keys add”, of "
        "luister op 127.0.0.1.",
        "Anyone can reach {host}, and there are no keys yet. First create one with “advisor keys add”, or "
        "listen on 127.0.0.1.",
    ),
    "service_port_taken": (
        "Poort {port} is al in gebruik. Kies een andere met --port, of stop de andere server.",
        "Port {port} is already in use. Choose another with --port, or stop the other server.",
    ),
    "service_port_low": (
        "U mag poort {port} niet gebruiken. Kies met --port een poort vanaf 1024.",
        "You may not use port {port}. Choose a port from 1024 up with --port.",
    ),
    "service_no_address": (
        "Op het adres {host} kan deze computer niet luisteren. Kies een ander met --host, bijvoorbeeld 127.0.0.1.",
        "This computer cannot listen on the address {host}. Choose another with --host, such as 127.0.0.1.",
    ),
    "service_bad_origin": (
        "“{origin}” is geen herkomst. Verwacht: https://naam of https://naam:poort, zonder pad; nooit *.",
        "“{origin}” is not an origin. Expected: https://name or https://name:port, without a path; never *.",
    ),
}
