"""What is said of a population: many profiles, of which only the verdicts are worked out."""

PHRASES: dict[str, tuple[str, str]] = {
    "no_numpy": (
        "Hiervoor is numpy nodig: pip install 'advisor[columns]'.",
        "This needs numpy: pip install 'advisor[columns]'.",
    ),
    "population_mistakes": (
        "{count} {count:profiel|profielen} met fouten. De eerste fouten:",
        "{count} {count:profile|profiles} with mistakes. The first mistakes:",
    ),
    "help_portfolio": (
        "Wat veel organisaties gemeen hebben: JSON-regels, een map met JSON, CSV of Parquet erin.\nHet is het "
        "overzicht dat batch --summary geeft, maar zonder de adviezen zelf, en daardoor veel sneller. Status 1 als een "
        "profiel fouten heeft: dat kost alleen zijn eigen rij.",
        "What many organisations have in common: JSON lines, a folder of JSON, CSV or Parquet in.\nIt is the portfolio "
        "that batch --summary gives, but without the advice itself, and so much faster. Status 1 if a profile has "
        "mistakes: that costs its own row only.",
    ),
    "option_portfolio_output": (
        "Schrijf naar FILE (.txt, .md, .csv, .json, .html).",
        "Write to FILE (.txt, .md, .csv, .json, .html).",
    ),
    "help_simulate": (
        "Wat een verandering doet met veel organisaties: van antwoorden, van gewichten of van kennis.\nVoor elke "
        "aanbeveling hoeveel organisaties ze krijgen, en bij hoeveel ze eerst komt: ervoor en erna. IN is zoals bij "
        "portfolio.",
        "What a change does to many organisations: of answers, of weights or of knowledge.\nFor each recommendation "
        "how many organisations get it, and for how many it comes first: before and after. IN is as with portfolio.",
    ),
    "option_simulate_set": (
        "Een antwoord dat iedereen geeft, bv. sector=public; zonder waarde: dat niemand geeft.",
        "An answer that everybody gives, e.g. sector=public; without a value: that nobody gives.",
    ),
    "option_simulate_weights": (
        "Weeg met FILE, een bestand zoals rules/priorities.yaml.",
        "Weigh with FILE, a file like rules/priorities.yaml.",
    ),
    "option_data_after": ("De kennis van erna.", "The knowledge to use afterwards."),
    "option_overlay_after": (
        "De eigen kennis die er daarna over ligt; mag herhaald worden.",
        "The knowledge of your own that lies over it afterwards; may be repeated.",
    ),
    "option_simulate_output": (
        "Schrijf naar FILE (.txt, .csv, .json, .svg).",
        "Write to FILE (.txt, .csv, .json, .svg).",
    ),
    "simulate_nothing": (
        "Zeg wat er verandert: met --set, --weights, --data-after of --overlay-after.",
        "Say what changes: with --set, --weights, --data-after or --overlay-after.",
    ),
    "simulation": ("Simulatie", "Simulation"),
    "simulation_before": ("ervoor", "before"),
    "simulation_after": ("erna", "after"),
    "simulation_pair": ("van {before} naar {after}", "from {before} to {after}"),
    "simulation_given": ("Wie de aanbeveling krijgt", "Who gets the recommendation"),
    "simulation_first": ("Bij wie ze eerst komt", "For whom it comes first"),
    "simulation_answer": ("Iedereen antwoordt: {answer}", "Everybody answers: {answer}"),
    "simulation_knowledge": ("Kennis: {before} → {after}", "Knowledge: {before} → {after}"),
    "simulation_others": (
        "Bij {count} {count:organisatie|organisaties} ({share}%) komt iets anders eerst.",
        "For {count} {count:organisation|organisations} ({share}%) something else comes first.",
    ),
    "simulation_withheld": (
        "Alleen wat verschuift, staat in de lijst. Wat bij minder dan {least} {least:organisatie|organisaties} "
        "verandert, of wat minder dan {least} krijgen of niet krijgen, blijft weg, zodat niemand in de cijfers te "
        "herkennen is.",
        "Only what shifts is in the list. What changes for fewer than {least} {least:organisation|organisations}, or "
        "what fewer than {least} get or do not get, is left out, so that nobody can be recognised in the figures.",
    ),
}
