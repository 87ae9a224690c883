"""What is said of what respondents do not agree on."""

PHRASES: dict[str, tuple[str, str]] = {
    "differences": ("Waar u het niet over eens bent", "Where you disagree"),
    "differences_in_advice": (
        "Op {count} {count:vraag|vragen} kwam meer dan één antwoord. Wat aanbevolen wordt, geldt wie er ook gelijk "
        "heeft. Wat ervan afhangt, toont “advisor differences”.",
        "{count} {count:question|questions} got more than one answer. What is recommended holds whoever is right. See "
        "“advisor differences” for what depends on it.",
    ),
    "differences_on_page": (
        "Op {count} {count:vraag|vragen} kwam meer dan één antwoord. Wat aanbevolen wordt, geldt wie er ook gelijk "
        "heeft.",
        "{count} {count:question|questions} got more than one answer. What is recommended holds whoever is right.",
    ),
    "count_disputed": (
        "{count} {count:vraag|vragen} waarover u verschilt",
        "{count} {count:question|questions} on which you differ",
    ),
    "differences_none": (
        "Op geen enkele vraag kwam meer dan één antwoord.",
        "No question got more than one answer.",
    ),
    "differences_count": (
        "Op {count} {count:vraag|vragen} kwam meer dan één antwoord. {hanging} van de {of} "
        "{of:aanbeveling|aanbevelingen} die er zijn, {hanging:hangt|hangen} daarvan af.",
        "{count} {count:question|questions} got more than one answer. {hanging} of the {of} "
        "{of:recommendation|recommendations} there are {hanging:depends|depend} on that.",
    ),
    "differences_drawn": (
        "Er zijn te veel combinaties om ze allemaal na te gaan. Dit is wat {worlds} ervan {worlds:laat|laten} zien.",
        "There are too many combinations to check them all. This is what {worlds} of them {worlds:shows|show}.",
    ),
    "differences_agenda": ("Bespreek dit eerst", "Talk about this first"),
    "differences_decides": ("Ook hier hangt iets van af", "Something depends on these too"),
    "differences_unseen": ("Hier is geen gevolg van gezien", "No effect was seen of these"),
    "differences_idle": ("Hier hangt niets van af", "Nothing depends on these"),
    "differences_said": ("Geantwoord is: {answers}.", "The answers were: {answers}."),
    "differences_given": ("Bepaalt of u dit krijgt: {titles}.", "Decides whether you get: {titles}."),
    "differences_place": (
        "Bepaalt of dit bij de eerste vijf staat: {titles}.",
        "Decides whether this is among the first five: {titles}.",
    ),
    "differences_settled": ("Dit staat vast, wie er ook gelijk heeft", "Settled, whoever is right"),
    "differences_groups": ("De groepen naast elkaar", "The groups side by side"),
    "differences_group": (
        "{names} ({count} {count:mens|mensen})",
        "{names} ({count} {count:person|people})",
    ),
    "differences_no_group": ("zonder groep", "no group"),
    "differences_silent": ("geen antwoord", "no answer"),
    "differences_privacy": (
        "Aantallen ziet u alleen van vier mensen of meer. Kleinere groepen staan samen.",
        "Counts are shown for four people or more only. Smaller groups are put together.",
    ),
}
