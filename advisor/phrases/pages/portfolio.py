"""What is said on the page of a portfolio."""

PHRASES: dict[str, tuple[str, str]] = {
    "portfolio_of": ("van {count}", "of {count}"),
    "portfolio_counts": (
        "Bij elke bevinding en aanbeveling: bij hoeveel organisaties ze voorkomt, en welk deel van de groep dat is.",
        "For each finding and recommendation: how many organisations have it, and what share of the group that is.",
    ),
    "portfolio_edition": ("Geteld op kennis {number}.", "Based on knowledge {number}."),
    "portfolio_what": (
        "Wat uw organisaties gemeen hebben; wat het meest voorkomt, staat bovenaan. Van elke organisatie telt het "
        "laatste advies dat bewaard is, uitgewerkt op de kennis van nu.",
        "What your organisations have in common, most common first. For each organisation the latest saved "
        "advice counts, recalculated with today’s knowledge.",
    ),
    "portfolio_empty": (
        "Er is nog geen advies bewaard. Zodra er adviezen zijn, ziet u hier wat die organisaties gemeen hebben.",
        "No advice has been saved yet. Once there is, you see here what those organisations have in common.",
    ),
    "portfolio_everybody": ("alle ({count})", "all ({count})"),
    "portfolio_by": ("Naast elkaar zetten", "Compare by"),
    "portfolio_show": ("Toon", "Show"),
    "portfolio_shown": (
        "{count} van de {all} {all:organisatie|organisaties}.",
        "{count} of the {all} {all:organisation|organisations}.",
    ),
    "portfolio_nobody": ("Geen organisatie is in al deze groepen.", "No organisation is in all of these groups."),
    "portfolio_all_again": ("Toon alle organisaties", "Show all organisations"),
    "portfolio_refused": (
        "{count} {count:organisatie telt|organisaties tellen} niet mee: {count:haar|hun} antwoorden passen "
        "niet meer op de vragen van nu.",
        "{count} {count:organisation is|organisations are} left out: {count:its|their} answers no longer fit "
        "the current questions.",
    ),
    "portfolio_more": (
        "Er zijn meer organisaties. Hier tellen de {most} met het nieuwste advies.",
        "There are more organisations. Only the {most} with the newest advice are counted here.",
    ),
    "portfolio_csv": ("Download als CSV", "Download as CSV"),
    "portfolio_rows": ("Toon alle {count}", "Show all {count}"),
}
