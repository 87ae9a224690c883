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
}
