"""What is said on the page of a portfolio."""

PHRASES: dict[str, tuple[str, str]] = {
    "portfolio_not_shown": ("niet getoond", "not shown"),
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
    "portfolio_group": ("Organisaties", "Organisations"),
    "portfolio_nobody": (
        "Van deze groep is niets te tonen: te weinig organisaties, of groepen van twee vragen samen. Naast wat van "
        "elke groep te zien is, zouden die een klein aantal verraden.",
        "Nothing can be shown of this group: too few organisations, or groups of two questions together. Beside what "
        "is shown of each group, those would give a small number away.",
    ),
    "portfolio_nothing": (
        "Er is niets dat minstens {least} {least:organisatie heeft|organisaties hebben} en minstens {least} niet.",
        "There is nothing that at least {least} {least:organisation has|organisations have} and at least {least} lack.",
    ),
    "portfolio_too_few": (
        "Er zijn te weinig adviezen bewaard: een portfolio toont alleen wat over minstens {least} "
        "{least:organisatie|organisaties} gaat.",
        "Too little advice has been saved: a portfolio shows only what is about at least {least} "
        "{least:organisation|organisations}.",
    ),
    "portfolio_some_refused": (
        "Enkele organisaties tellen niet mee: hun antwoorden passen niet meer op de vragen van nu.",
        "A few organisations are left out: their answers no longer fit the current questions.",
    ),
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
