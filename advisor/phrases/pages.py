"""What stands around every page."""

PHRASES: dict[str, tuple[str, str]] = {
    "page_skip": ("Naar de inhoud", "Skip to the content"),
    "page_nav": ("Onderdelen", "Sections"),
    "page_new": ("Nieuw advies", "New advice"),
    "page_advices": ("Adviezen", "Advices"),
    "page_knowledge": ("Kennis", "Knowledge"),
    "page_portfolio": ("Portfolio", "Portfolio"),
    "page_sign_out": ("Afmelden", "Sign out"),
    "page_footer": (
        "Advisor {software}. Elk advies volgt uit regels, en elke regel uit een bron.",
        "Advisor {software}. All advice follows from rules, and every rule from a source.",
    ),
    "page_expected": ("Verwacht: {expected}.", "Expected: {expected}."),
    "page_nearest": ("Bedoelt u “{name}”?", "Did you mean “{name}”?"),
    "page_to_start": ("Naar het begin", "To the start"),
}
