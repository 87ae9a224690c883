"""What a check of the knowledge tells, and a look at the reader's copies of the sources."""

PHRASES: dict[str, tuple[str, str]] = {
    # what a check tells
    "check_edition": ("{root}: editie {number}, {sha256}", "{root}: edition {number}, {sha256}"),
    "check_sources": (
        "{sources} {sources:bron|bronnen}, {passages} {passages:passage|passages}: {advice} {advice:draagt|dragen} "
        "advies, {cited} daarvan {cited:wordt|worden} aangehaald",
        "{sources} {sources:source|sources}, {passages} {passages:passage|passages}: {advice} "
        "{advice:carries|carry} advice, {cited} of those {cited:is|are} cited",
    ),
    "check_entries": (
        "{factors} {factors:factor|factoren}, {questions} {questions:vraag|vragen}, {recommendations} "
        "{recommendations:aanbeveling|aanbevelingen}",
        "{factors} {factors:factor|factors}, {questions} {questions:question|questions}, {recommendations} "
        "{recommendations:recommendation|recommendations}",
    ),
    "check_rules": (
        "{weaknesses} {weaknesses:regel|regels} voor knelpunten, {strengths} voor sterke punten, {tensions} "
        "{tensions:spanning|spanningen}, {contradictions} {contradictions:tegenspraak|tegenspraken}",
        "{weaknesses} {weaknesses:rule|rules} for weaknesses, {strengths} for strengths, {tensions} "
        "{tensions:tension|tensions}, {contradictions} {contradictions:contradiction|contradictions}",
    ),
    "check_examples": (
        "{examples} {examples:voorbeeld klopt|voorbeelden kloppen}; durable_rules en de voorwaarden zeggen hetzelfde "
        "over {profiles} {profiles:profiel|profielen}.",
        "{examples} {examples:example holds|examples hold}; durable_rules and the conditions agree on {profiles} "
        "{profiles:profile|profiles}.",
    ),
    # passages in the reader's copies
    "copy_found": ("gevonden", "found"),
    "copy_moved": ("verplaatst", "moved"),
    "copy_ambiguous": ("meer dan eens gevonden", "ambiguous"),
    "copy_changed": ("veranderd", "changed"),
    "copy_missing": ("niet gevonden", "missing"),
    "copy_user": ("{kind} {name}", "{kind} {name}"),
    "copy_passage": ("  {passage}: {status}, alinea {paragraph}", "  {passage}: {status}, paragraph {paragraph}"),
    "copy_none": (
        "{source}: geen van de documenten is een exemplaar van deze bron.",
        "{source}: none of the documents is a copy of this source.",
    ),
    "copy_fault": (
        "{file}: passage {passage} is {status}; aangehaald door {users}.",
        "{file}: passage {passage} is {status}; cited by {users}.",
    ),
    "copy_fault_uncited": (
        "{file}: passage {passage} is {status}; niet aangehaald.",
        "{file}: passage {passage} is {status}; cited by nothing.",
    ),
}
