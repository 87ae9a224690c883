"""What is said at the door of the pages."""

PHRASES: dict[str, tuple[str, str]] = {
    "sign_in": ("Aanmelden", "Sign in"),
    "sign_in_what": (
        "Hier staan adviezen van uw organisatie. U opent ze met uw sleutel.",
        "These pages show your organisation's advice. Open them with your key.",
    ),
    "sign_in_key": ("Uw sleutel", "Your key"),
    "sign_in_looks": (
        "Een lange code die begint met advk_. Plak hem hier.",
        "A long code that starts with advk_. Paste it here.",
    ),
    "sign_in_no_key": ("Geen sleutel, of wordt hij geweigerd?", "No key, or was it rejected?"),
    "sign_in_who": (
        "Vraag een sleutel aan wie deze server beheert. Die maakt er een voor u, en trekt een oude in.",
        "Ask the person who runs this server for a key. They can create one for you and revoke an old one.",
    ),
    "sign_in_cookie": (
        "U blijft aangemeld tot u zich afmeldt of de browser sluit, hoogstens {hours} uur. Een cookie onthoudt dat; "
        "uw sleutel staat er niet in.",
        "You stay signed in until you sign out or close the browser, for at most {hours} hours. A cookie "
        "remembers this; it does not contain your key.",
    ),
    "sign_in_wrong": (
        "Deze sleutel geldt hier niet. Kijk of u hem helemaal plakte, van advk_ tot het laatste teken.",
        "This key is not valid here. Check that you pasted all of it, from advk_ to the last character.",
    ),
    "sign_in_empty": ("Vul uw sleutel in.", "Fill in your key."),
    "sign_in_ended": (
        "U bent niet meer aangemeld. Meld u opnieuw aan.",
        "You are no longer signed in. Sign in again.",
    ),
    "sign_in_often": (
        "Deze sleutel geldt hier niet, en vanaf uw netwerk kwamen er in een minuut al meer dan {count} die niet "
        "gelden. Wacht {seconds} {seconds:seconde|seconden}. Plak dan uw hele sleutel, van advk_ tot het laatste "
        "teken. Hebt u er geen die geldt, vraag er dan een aan wie deze server beheert.",
        "This key is not valid here, and more than {count} invalid ones came from your network within a minute. Wait "
        "{seconds} {seconds:second|seconds}. Then paste your whole key, from advk_ to the last character. If you have "
        "no valid one, ask whoever runs this server for it.",
    ),
    "page_signed_in": ("Aangemeld: {tenant}", "Signed in: {tenant}"),
    "page_sign_in_beside": ("Aanmelden in een nieuw tabblad", "Sign in in a new tab"),
    "service_signed_out": (
        "U bent niet meer aangemeld. Meld u aan in een nieuw tabblad en laad dan deze pagina opnieuw: wat u invulde, "
        "gaat mee.",
        "You are no longer signed in. Sign in in a new tab, then reload this page: what you filled in is kept.",
    ),
    "service_not_ours": (
        "Dit formulier komt niet van een pagina van deze server. Open de pagina hier en verstuur het opnieuw; een "
        "programma gebruikt de adressen onder /v1.",
        "This form does not come from a page of this server. Open the page here and send it again; programs use "
        "the paths under /v1.",
    ),
}
