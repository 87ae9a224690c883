"""What is said of the status of recommendations."""

PHRASES: dict[str, tuple[str, str]] = {
    "status_open": ("open", "open"),
    "status_accepted": ("aanvaard", "accepted"),
    "status_postponed": ("uitgesteld", "postponed"),
    "status_rejected": ("afgewezen", "rejected"),
    "status_done": ("gedaan", "done"),
    "status_owner": ("{owner} zorgt ervoor", "{owner} sees to it"),
    "status_due": ("tegen {day}", "by {day}"),
    "status_since": ("sinds {day}", "since {day}"),
    "status": ("Status", "Status"),
    "status_note": ("Opmerking", "Note"),
    "status_waits": ("mist iets dat is afgewezen", "lacks something rejected"),
    "status_waits_for": ("Let op", "Please note"),
    "status_needs_rejected": (
        "Heeft eerst iets nodig dat is afgewezen: {titles}.",
        "Needs something first that was rejected: {titles}.",
    ),
    "status_earlier_only": ("alleen in een eerder advies", "only in earlier advice"),
    "status_count": ("{count} {status}", "{count} {status}"),
    "status_never": ("Er is nog niets aan veranderd.", "It has not been changed yet."),
    "status_more": ("Meer: --before {before}", "More: --before {before}"),
    "help_status": (
        "Wat er van elke aanbeveling kwam: wie ervoor zorgt, tegen wanneer, en of het gedaan is.",
        "What became of each recommendation: who sees to it, by when, and whether it is done.",
    ),
    "help_status_list": (
        "De status van elke aanbeveling van een bewaard advies.",
        "The status of every recommendation of saved advice.",
    ),
    "help_status_set": (
        "Zet de status van een aanbeveling: open, accepted, postponed, rejected of done.\nHij geldt voor elk advies "
        "van dezelfde organisatie, ook voor de volgende. Wie ervoor zorgt en de dag blijven staan tot u ze verandert; "
        "laat ze leeg (--owner '' --due '') om ze weg te halen.",
        "Set the status of a recommendation: open, accepted, postponed, rejected or done.\nIt holds for all advice for "
        "the same organisation, also what comes later. The owner and the day stay until you change them; leave them "
        "empty (--owner '' --due '') to remove them.",
    ),
    "help_status_history": (
        "Elke verandering van de status van een aanbeveling, de nieuwste eerst, met wie hem veranderde.",
        "Every change of the status of a recommendation, newest first, with who changed it.",
    ),
    "option_owner": ("Wie ervoor zorgt.", "Who sees to it."),
    "option_due": ("De dag waartegen het klaar is, als JJJJ-MM-DD.", "The day it is due, as YYYY-MM-DD."),
    "option_note": (
        "Een opmerking bij deze verandering; nodig bij rejected.",
        "A note on this change; required for rejected.",
    ),
    "option_before": ("Ga verder na een vorige bladzijde.", "Continue after an earlier page."),
}
