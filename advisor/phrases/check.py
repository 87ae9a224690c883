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
    "check_unchecked": (
        "{count} {count:passage is niet nagekeken: niemand zag haar|passages zijn niet nagekeken: niemand zag ze} "
        "in het document",
        "{count} {count:passage is|passages are} unchecked: nobody has seen {count:it in its|them in their} document",
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
    "copy_unchecked": ("niet nagekeken", "unchecked"),
    "copy_no_document": ("geen document", "no document"),
    "copy_user": ("{kind} {name}", "{kind} {name}"),
    "copy_passage": ("  {passage}: {status}, alinea {paragraph}", "  {passage}: {status}, paragraph {paragraph}"),
    "copy_passage_nowhere": ("  {passage}: {status}", "  {passage}: {status}"),
    "copy_place": (
        "{length} {length:letter of cijfer|letters en cijfers} in alinea {paragraph}",
        "{length} {length:letter or digit|letters and digits} in paragraph {paragraph}",
    ),
    "copy_cited": ("aangehaald door {users}", "cited by {users}"),
    "copy_uncited": ("niet aangehaald", "cited by nothing"),
    "copy_none": (
        "{source}: geen van de documenten is een exemplaar van deze bron.",
        "{source}: none of the documents is a copy of this source.",
    ),
    "copy_is_changed": (
        "{file}: passage {passage} is veranderd: het was {was}, nu {now}; {users}.",
        "{file}: passage {passage} is changed: it was {was}, now {now}; {users}.",
    ),
    "copy_is_missing": (
        "{file}: passage {passage} is niet gevonden: het was {was}; {users}.",
        "{file}: passage {passage} is missing: it was {was}; {users}.",
    ),
    "copy_repaired": (
        "{passage}: alinea {was} is nu alinea {now}.",
        "{passage}: paragraph {was} is now paragraph {now}.",
    ),
    "copy_length": (
        "{source}: lengte {was} is nu {now}.",
        "{source}: length {was} is now {now}.",
    ),
    "copy_not_repaired": (
        "De plaats van een passage is hier niet te vervangen zonder iets anders te veranderen.",
        "The place of a passage cannot be replaced here without changing something else.",
    ),
    "mend_not_repaired": (
        "zet elk veld van de passage op een eigen regel.",
        "put each field of the passage on a line of its own.",
    ),
}
