"""What is said of one organisation over time, and of what all of a tenant solved."""

PHRASES: dict[str, tuple[str, str]] = {
    "series_title": ("Heeft het gewerkt?", "Did it work?"),
    "series_title_for": ("Heeft het gewerkt? {name}", "Did it work? {name}"),
    "series_about": (
        "Alle antwoorden zijn gelezen met de kennis van nu (editie {edition}): een verschil komt door de antwoorden.",
        "All answers are read with the knowledge of now (edition {edition}): any difference comes from the answers.",
    ),
    "series_advice": ("De adviezen", "The advice"),
    "series_earlier": (
        "Er {count:ging nog één advies|gingen nog {count} adviezen} aan vooraf.",
        "There {count:is one earlier piece|are {count} earlier pieces} of advice.",
    ),
    "series_unread": (
        "de vragen van nu nemen deze antwoorden niet aan",
        "the questions of now do not take these answers",
    ),
    "series_one": (
        "Er is één advies. Vul de vragen later opnieuw in om te zien wat er veranderde.",
        "There is one piece of advice. Answer the questions again later to see what changed.",
    ),
    "series_no_weaknesses": ("Geen enkel advies stelde een knelpunt vast.", "No advice found a weakness."),
    "series_found": ("vastgesteld op {day}", "found on {day}"),
    "series_gone_since": ("weg sinds {day}", "gone since {day}"),
    "series_done": ("gedaan sinds {day}", "done since {day}"),
    "series_done_late": ("gedaan sinds {day}, na het laatste advies", "done since {day}, after the latest advice"),
    "series_state_there": ("er", "there"),
    "series_state_gone": ("weg", "gone"),
    "series_state_unknown": ("niet te zeggen", "not known"),
    "series_state_unread": ("niet gelezen", "not read"),
    "series_states": ("van het eerste tot het laatste advies", "from the first advice to the latest"),
    "series_advised": ("Wat aangeraden was", "What was advised"),
    "solved_title": ("Opgelost waar het advies gedaan is", "Solved where the advice was done"),
    "solved_about": (
        "Van het eerste tot het laatste advies van elke organisatie: hoe vaak een knelpunt weg is waar iets van wat "
        "ervoor aangeraden was vóór het laatste advies gedaan is, en hoe vaak waar niet.",
        "From the first to the latest advice for each organisation: how often a weakness is gone where something "
        "that was advised for it was done before the latest advice, and how often where not.",
    ),
    "solved_not_why": (
        "Dit zegt niet waarom. Wie doet wat aangeraden is, kan ook in andere dingen verschillen van wie dat niet doet.",
        "This does not say why. Those who do what is advised may differ from those who do not in other ways too.",
    ),
    "solved_interval": (
        "Tussen haakjes staat het exacte interval ({confidence} %, Clopper-Pearson). Elke organisatie telt in elk "
        "cijfer één keer.",
        "In brackets is the exact interval ({confidence}%, Clopper-Pearson). Each organisation counts once in every "
        "figure.",
    ),
    "solved_organisations": (
        "{count} {count:organisatie heeft|organisaties hebben} meer dan één advies.",
        "{count} {count:organisation has|organisations have} more than one piece of advice.",
    ),
    "solved_too_few": (
        "Vanaf {threshold} {threshold:organisatie|organisaties} staat hier hoe vaak iets opgelost is.",
        "From {threshold} {threshold:organisation|organisations} on, this shows how often something was solved.",
    ),
    "solved_not_told": (
        "Deze kennis zegt niet vanaf hoeveel organisaties dit getoond mag worden.",
        "This knowledge does not say from how many organisations on this may be shown.",
    ),
    "solved_refused": (
        "Van {count} {count:organisatie|organisaties} nemen de vragen van nu de antwoorden niet aan.",
        "The questions of now do not take the answers of {count} {count:organisation|organisations}.",
    ),
    "solved_more": (
        "Alleen de {most} {most:organisatie|organisaties} met het nieuwste advies {most:telt|tellen} mee.",
        "Only the {most} {most:organisation|organisations} with the newest advice {most:is|are} counted.",
    ),
    "solved_heaviest": ("Het zwaarste knelpunt van elke organisatie", "The heaviest weakness of each organisation"),
    "solved_weakness": ("Knelpunt", "Weakness"),
    "solved_where_done": ("Advies gedaan", "Advice done"),
    "solved_where_not": ("Niet gedaan", "Not done"),
    "solved_unknown": ("Niet te zeggen", "Not known"),
    "solved_share": (
        "{solved} van {of} opgelost: {share} ({low} tot {high})",
        "{solved} of {of} solved: {share} ({low} to {high})",
    ),
    "solved_nobody": ("geen enkele organisatie", "no organisation"),
    "solved_percent": ("{percent} %", "{percent}%"),
    "help_series": (
        "Eén organisatie na verloop van tijd: elk advies, wat van elk knelpunt kwam en of zijn advies gedaan is. "
        "Met --all: wat alle organisaties samen oplosten.",
        "One organisation over time: every advice, what came of each weakness, and whether its advice was done. "
        "With --all: what all organisations together solved.",
    ),
    "option_all_series": (
        "Over alle organisaties: opgelost waar het advies gedaan is, naast waar niet.",
        "Over all organisations: solved where the advice was done, beside where not.",
    ),
    "cli_one_or_all": ("Geef REFERENCE, of --all.", "Give REFERENCE, or --all."),
    "series_nothing": (
        "Er is geen advies met kenmerk “{reference}”.",
        "There is no advice with the reference “{reference}”.",
    ),
}
