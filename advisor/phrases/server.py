"""What a server says about access, about what it keeps, and about requests that take too long or come too often."""

PHRASES: dict[str, tuple[str, str]] = {
    "status_401": ("Een sleutel is nodig", "A key is needed"),
    "status_403": ("Dit mag hier niet", "Not allowed here"),
    "status_408": ("Te traag", "Too slow"),
    "status_409": ("Dat kan nu niet", "Not possible now"),
    "status_429": ("Te veel verzoeken", "Too many requests"),
    "service_no_store": (
        "Deze server bewaart niets. Vraag het advies met ?store=false.",
        "This server keeps nothing. Ask for the advice with ?store=false.",
    ),
    "service_key_needed": (
        "Dit adres vraagt een sleutel: Authorization: Bearer … of X-API-Key: ….",
        "This address asks for a key: Authorization: Bearer … or X-API-Key: ….",
    ),
    "service_two_keys": (
        "Het verzoek draagt meer dan één sleutel. Stuur er één.",
        "The request carries more than one key. Send one.",
    ),
    "service_only_here": (
        "Zonder sleutels antwoordt deze server alleen op de eigen computer. Maak een sleutel met “advisor keys add”.",
        "Without keys this server answers on its own computer only. Make a key with “advisor keys add”.",
    ),
    "service_host": (
        "Zonder sleutels antwoordt deze server alleen op de naam localhost, 127.0.0.1 of [::1].",
        "Without keys this server answers to the name localhost, 127.0.0.1 or [::1] only.",
    ),
    "service_origin": (
        "Een bladzijde van elders mag dit hier niet vragen. Laat haar toe met “advisor serve --cors-origin”.",
        "A page from elsewhere may not ask this here. Allow it with “advisor serve --cors-origin”.",
    ),
    "service_slow": (
        "Het verzoek kwam niet binnen {seconds} {seconds:seconde|seconden} toe.",
        "The request did not arrive within {seconds} {seconds:second|seconds}.",
    ),
    "service_busy": (
        "Er worden al zoveel bestanden verwerkt als hier tegelijk kan. Probeer het over {seconds} "
        "{seconds:seconde|seconden} opnieuw.",
        "As many files are being worked on as can be at once. Try again in {seconds} {seconds:second|seconds}.",
    ),
    "service_over_budget": (
        "Dit verzoek vraagt meer rekentijd dan één verzoek krijgt. Het is gestopt.",
        "This request takes more processor time than one request gets. It was stopped.",
    ),
    "expected_less": ("minder profielen tegelijk", "fewer profiles at once"),
    "batch_over_budget": (
        "De rekentijd voor één verzoek is op: dit profiel en de volgende zijn niet uitgewerkt.",
        "The processor time for one request is used up: this profile and those after it were not worked out.",
    ),
    "service_often": (
        "Deze sleutel mag {count} {count:verzoek|verzoeken} per minuut. Wacht {seconds} {seconds:seconde|seconden}.",
        "This key may do {count} {count:request|requests} a minute. Wait {seconds} {seconds:second|seconds}.",
    ),
    "service_other_software": (
        "Dit advies is van andere software of andere kennis; dit kan er niet meer uit afgeleid worden. Vraag de JSON, "
        "of maak het advies opnieuw met /rerun.",
        "This advice is of other software or other knowledge; this can no longer be worked out from it. Ask for the "
        "JSON, or make the advice again with /rerun.",
    ),
    "service_expected_status": (
        "een object met “status” en soms “reason”",
        "an object with “status” and sometimes “reason”",
    ),
    "service_expected_text": ("een tekst", "a text"),
    "service_not_text": ("{value} is geen tekst.", "{value} is not a text."),
    "service_open_to_all": (
        "Op {host} kan iedereen erbij, en er zijn nog geen sleutels. Maak er eerst een met “advisor keys add”, of "
        "luister op 127.0.0.1.",
        "On {host} everybody can reach it, and there are no keys yet. Make one first with “advisor keys add”, or "
        "listen on 127.0.0.1.",
    ),
    "service_bad_origin": (
        "“{origin}” is geen herkomst. Verwacht: https://naam of https://naam:poort, zonder pad; nooit *.",
        "“{origin}” is not an origin. Expected: https://name or https://name:port, without a path; never *.",
    ),
}
