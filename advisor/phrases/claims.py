"""What a check tells of claims that nobody read again beside their passages, and what `advisor sign` says."""

PHRASES: dict[str, tuple[str, str]] = {
    "claim_cause": ("{cause} → {effect}", "{cause} → {effect}"),
    "claim_need": ("eerst: {first}", "first: {first}"),
    "claim_limit": ("hangt af van: {question}", "depends on: {question}"),
    "passage_and_gist": ("{passage} (“{gist}”)", "{passage} (“{gist}”)"),
    "wrong_unsigned": (
        "Niemand tekende dat “{claim}” steunt op {passages}.",
        "Nobody signed that “{claim}” rests on {passages}.",
    ),
    "wrong_unsigned_uncited": ("Niemand tekende voor “{claim}”.", "Nobody signed “{claim}”."),
    "wrong_signed_otherwise": (
        "Sinds iemand tekende, veranderde “{claim}” of wat dat aanhaalt: {passages}.",
        "Since somebody signed, “{claim}” changed, or what it cites: {passages}.",
    ),
    "wrong_signed_otherwise_uncited": (
        "Sinds iemand tekende, veranderde “{claim}”.",
        "Since somebody signed, “{claim}” changed.",
    ),
    "wrong_signed_more": (
        "Sinds iemand tekende voor {kind} “{name}”, viel er iets weg of wisselde het van plaats.",
        "Since somebody signed the {kind} “{name}”, a part of it went or moved.",
    ),
    "mend_sign": (
        "lees ze naast elkaar, en teken dan: advisor sign {name}.",
        "read them side by side, then sign: advisor sign {name}.",
    ),
    "wrong_signature_idle": (
        "“{name}” is getekend, maar bestaat niet.",
        "“{name}” is signed, but does not exist.",
    ),
    "mend_signature_idle": (
        "haal de handtekening weg: advisor sign {name}.",
        "remove the signature: advisor sign {name}.",
    ),
    "no_such_claim": (
        "Niets met de id “{name}” steunt op passages.",
        "Nothing with the id “{name}” rests on passages.",
    ),
    "signed": (
        "{path}: {count} {count:bewering|beweringen} getekend",
        "{path}: {count} {count:claim|claims} signed",
    ),
}
