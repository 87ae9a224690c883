"""What stands around every page."""

PHRASES: dict[str, tuple[str, str]] = {
    "page_skip": ("Naar de inhoud", "Skip to the content"),
    "page_nav": ("Onderdelen", "Sections"),
    "page_new": ("Nieuw advies", "New advice"),
    "page_advices": ("Adviezen", "Saved advice"),
    "page_knowledge": ("Kennis", "Knowledge"),
    "page_portfolio": ("Portfolio", "Portfolio"),
    "page_sign_out": ("Afmelden", "Sign out"),
    "page_footer": (
        "Advisor {software}. Elk advies volgt uit regels, en elke regel uit een bron. "
        "Wat van de redactie is, is gemerkt.",
        "Advisor {software}. All advice follows from rules, and every rule from a source. "
        "What is the editors’ own is marked.",
    ),
    "page_proof": ("Bewijs", "Evidence"),
    "page_slide": ("Schuif opzij om alles te zien.", "Slide sideways to see everything."),
    "page_one_of": ("Kies uit: {labels}.", "Choose from: {labels}."),
    "page_not_answers": (
        "Hier hoort een lijst met nul of meer van de antwoorden.",
        "Expected: a list of zero or more of the answers.",
    ),
    "page_no_question": ("Bij “{name}” hoort geen vraag.", "There is no question for “{name}”."),
    "page_no_field": (
        "“{name}” hoort niet bij de antwoorden van een organisatie.",
        "“{name}” is not one of an organisation's answers.",
    ),
    # what goes wrong, as a page says it: by status, or in the place of what a program is told
    "page_title_400": ("Dit lukt zo niet", "This did not work"),
    "page_title_422": ("Dit lukt zo niet", "This did not work"),
    "page_title_405": ("Niet gevonden", "Not found"),
    "page_title_503": ("Dit kan nu even niet", "Not possible right now"),
    "page_400": (
        "Deze pagina kreeg iets wat ze niet kan lezen. Ga terug en probeer het opnieuw.",
        "This page received something it cannot read. Go back and try again.",
    ),
    "page_401": (
        "U bent niet aangemeld. Meld u aan in een nieuw tabblad en laad dan deze pagina opnieuw: wat u invulde, gaat "
        "mee.",
        "You are not signed in. Sign in in a new tab, then reload this page: what you filled in is kept.",
    ),
    "page_403": (
        "Uw sleutel mag dit niet. Vraag een andere aan wie deze server beheert.",
        "Your key does not allow this. Ask the person who runs this server for another.",
    ),
    "page_404": ("Deze pagina bestaat niet, of niet meer.", "This page does not exist, or no longer exists."),
    "page_405": (
        "Hier is niets te zien: dit adres hoort bij een knop. Ga terug, of begin opnieuw.",
        "There is nothing to see here: this address belongs to a button. Go back, or start again.",
    ),
    "page_408": ("Het versturen duurde te lang. Probeer het opnieuw.", "Sending took too long. Try again."),
    "page_409": (
        "Dit advies is gemaakt met kennis of software die hier niet meer draait. Maak het opnieuw op de pagina van het "
        "advies.",
        "This advice was made with knowledge or software that is no longer in use here. Run it again from its page.",
    ),
    "page_413": (
        "Dit is te groot. Kies een profiel of een advies dat u hier bewaarde, of maak uw tekst korter.",
        "This is too large. Choose a profile or advice that you saved here, or make your text shorter.",
    ),
    "page_422": (
        "In dit adres of formulier staat iets dat hier niet bestaat. Ga terug en probeer het opnieuw.",
        "This address or form contains something that does not exist here. Go back and try again.",
    ),
    "page_500": (
        "Er ging hier iets mis; het ligt niet aan u. Probeer het opnieuw, of meld het aan wie deze server beheert.",
        "Something went wrong on our side. Try again, or tell the person who runs this server.",
    ),
    "page_503": (
        "De server kan nu niet antwoorden. Wacht even en probeer het opnieuw.",
        "The server cannot respond right now. Wait a moment and try again.",
    ),
    "page_no_recommendation": ("Deze aanbeveling bestaat niet.", "There is no such recommendation."),
    "page_store_no_advice": (
        "Dit advies is er niet, of niet meer. Kijk in de lijst van adviezen.",
        "This advice does not exist, or no longer exists. Look in the list of saved advice.",
    ),
    "page_store_nothing_earlier": (
        "Van deze organisatie is er geen eerder advies om mee te vergelijken.",
        "There is no earlier advice for this organisation to compare with.",
    ),
    "page_store_other_series": (
        "Deze twee adviezen zijn niet van dezelfde organisatie.",
        "These two are not about the same organisation.",
    ),
    "page_store_no_recommendation": (
        "Deze aanbeveling staat niet in dit advies.",
        "This recommendation is not part of this advice.",
    ),
    "page_store_damaged": (
        "Dit advies is beschadigd en wordt niet getoond. Meld het aan wie deze server beheert, voor een reservekopie.",
        "This advice is damaged and cannot be shown. Ask the person who runs this server to restore a backup.",
    ),
    "page_store_key_refused": (
        "Deze sleutel geldt hier niet. Vraag een nieuwe aan wie deze server beheert.",
        "This key is not valid here. Ask the person who runs this server for a new one.",
    ),
    "page_service_only_here": (
        "Deze pagina’s openen alleen op de computer waar Advisor draait. Wie hem beheert, kan u een sleutel geven.",
        "These pages only open on the computer that runs Advisor. The person who runs it can give you a key.",
    ),
    "page_service_host": (
        "Open deze pagina’s op het adres dat Advisor bij de start noemt.",
        "Open these pages at the address that Advisor shows when it starts.",
    ),
    "page_service_origin": (
        "Een pagina van elders mag dit hier niet vragen. Open de pagina op deze server zelf.",
        "A page from another site may not ask this here. Open the page on this server itself.",
    ),
    "page_service_not_ours": (
        "Dit formulier komt niet van een pagina van deze server. Open de pagina hier en verstuur het opnieuw.",
        "This form does not come from a page of this server. Open the page here and send it again.",
    ),
    "page_to_start": ("Naar het begin", "Back to the start"),
}
