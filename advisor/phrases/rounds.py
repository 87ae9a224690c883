"""What is said of rounds, in which several people answer for one organisation."""

PHRASES: dict[str, tuple[str, str]] = {
    # refused
    "store_no_round": ("Er is geen ronde “{id}”.", "There is no round “{id}”."),
    "store_round_shape": (
        "Een ronde heeft 1 tot {most} {most:groep|groepen}, elk met een eigen naam van hoogstens "
        "{limit} {limit:teken|tekens}.",
        "A round has 1 to {most} {most:group|groups}, each with a name of its own of at most "
        "{limit} {limit:character|characters}.",
    ),
    "store_no_group": (
        "In deze ronde is geen groep “{name}” uitgenodigd. Wel: {groups}.",
        "No group “{name}” is invited in this round. Invited: {groups}.",
    ),
    "store_round_closed": (
        "Deze ronde is gesloten. Antwoorden kan niet meer.",
        "This round is closed. It takes no more answers.",
    ),
    "store_round_open": (
        "Deze ronde loopt nog. Wat er geantwoord is, komt pas vrij als ze gesloten is.",
        "This round is still open. What was answered becomes available once it is closed.",
    ),
    "store_round_full": (
        "Deze ronde is vol. Vraag wie u uitnodigde om een tweede ronde.",
        "This round is full. Ask whoever invited you for a second one.",
    ),
    "store_too_few": (
        "Tot nu toe is er geantwoord door {count} {count:persoon|mensen}. Een ronde sluit vanaf {least}: met minder "
        "is te raden wie wat zei. Wacht nog even, of verwijder de ronde.",
        "So far {count} {count:person has|people have} answered. A round closes from {least} on: with fewer, one could "
        "guess who said what. Wait a little longer, or delete the round.",
    ),
    "store_no_invitation": (
        "Deze uitnodiging bestaat niet. Kijk of u de link helemaal overnam.",
        "There is no such invitation. Check that you copied the whole link.",
    ),
    "store_invitation_revoked": (
        "Deze uitnodiging is ingetrokken. Vraag een nieuwe aan wie u uitnodigde.",
        "This invitation was revoked. Ask whoever invited you for a new one.",
    ),
    "store_no_response": (
        "Deze persoonlijke link hoort bij geen antwoorden. Open de uitnodiging zelf en begin opnieuw.",
        "There are no answers behind this personal link. Open the invitation itself and start again.",
    ),
}
