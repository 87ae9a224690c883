"""Questions, rules, tensions, contradictions and silences. Named as in `fields`."""

PHRASES: dict[str, tuple[str, str]] = {
    # questions
    "type.question": ("{count:vraag|vragen}", "{count:question|questions}"),
    "about.question": (
        "Wat we vragen. Haar sleutel is het kenmerk: kleine letters met lage streepjes.",
        "What we ask. Its key is the attribute: small letters with underscores.",
    ),
    "question.text": ("De vraag zelf.", "The question itself."),
    "question.help": ("Wat eronder staat, om goed te antwoorden.", "What stands below it, to help answer."),
    "question.kind": (
        "Hoe men antwoordt: één keuze, een keuze op volgorde, meer keuzen, een getal, een percentage of een schaal.",
        "How it is answered: a choice, a choice in an order, several choices, a number, a percentage or a scale.",
    ),
    "question.range": (
        "Bij een getal: het laagste en het hoogste antwoord.",
        "For a number: the lowest and the highest answer.",
    ),
    "question.unit": (
        "Bij een getal: wat geteld wordt, in het meervoud.",
        "For a number: what is counted, as a plural.",
    ),
    "question.unit_one": (
        "Bij een geheel getal met een eenheid: één ervan.",
        "For a whole number with a unit: one of them.",
    ),
    "question.ends": ("Bij een schaal: wat de uiteinden betekenen.", "For a scale: what its ends mean."),
    "question.need": (
        "Of het antwoord vaak verandert wat eerst komt. Dat is gemeten.",
        "Whether the answer often changes what comes first. That is measured.",
    ),
    "question.changeable": (
        "Of de organisatie dit antwoord kan veranderen.",
        "Whether the organisation can change this answer.",
    ),
    "question.ask_when": (
        "Alleen dan is de vraag zinvol. Een regel die haar leest, zegt dat zelf ook.",
        "Only then the question makes sense. A rule that reads it says so too.",
    ),
    "question.ask_unless": (
        "Van wie we dit weten, hoeft de vraag niet te krijgen. Een antwoord telt toch.",
        "Who we know this of need not be asked. An answer counts all the same.",
    ),
    "question.ask_later": (
        "De fasen van het initiatief waarin deze vraag pas na de andere komt.",
        "The phases of the initiative in which this question comes after the others.",
    ),
    "question.none_label": (
        "Bij meer keuzen: hoe “geen daarvan” heet.",
        "For several choices: what “none of these” is called.",
    ),
    "question.also_single": (
        "Bij meer keuzen: of één antwoord ook zonder lijst mag. Zo blijft een oud profiel geldig.",
        "For several choices: whether one answer may stand without a list, so that an old profile stays valid.",
    ),
    "question.options": (
        "Bij keuzen: elke code met haar label, op volgorde.",
        "For choices: each code with its label, in order.",
    ),
    "type.ends": ("{count:uiteinden|uiteinden}", "{count:ends|ends}"),
    "about.ends": ("Wat de uiteinden van een schaal betekenen.", "What the two ends of a scale mean."),
    "ends.low": ("Wat de laagste waarde betekent.", "What the lowest value means."),
    "ends.high": ("Wat de hoogste waarde betekent.", "What the highest value means."),
    # rules
    "type.rule": ("{count:regel|regels}", "{count:rule|rules}"),
    "about.rule": (
        "Wanneer een factor in een organisatie een knelpunt of een sterk punt is. Haar id zegt wat er gevonden wordt.",
        "When a factor is a weakness or a strength in an organisation. Its id says what is found.",
    ),
    "rule.title": ("Wat er gevonden wordt.", "What is found."),
    "rule.clause": (
        "Hetzelfde, korter: voor de zin waarmee een advies opent.",
        "The same in fewer words, for the sentence that opens an advice.",
    ),
    "rule.about": ("De id van de factor.", "The id of the factor."),
    "rule.polarity": (
        "Of de factor hier in de weg zit of helpt.",
        "Whether the factor stands in the way here, or helps.",
    ),
    "rule.severity": (
        "Bij een knelpunt: hoe erg het is (critical, high, medium of low), met de voorwaarde. De eerste regel die "
        "geldt, telt; de laatste zegt “otherwise”.",
        "For a weakness: how bad it is (critical, high, medium or low), with the condition. The first line that holds "
        "counts; the last says “otherwise”.",
    ),
    "rule.severity_because": (
        "De passages die zelf zeggen hoe erg het is. Zonder hen oordeelt de redactie.",
        "The passages that say themselves how bad it is. Without them the editors judge.",
    ),
    "rule.when": ("Wanneer de regel geldt.", "When the rule applies."),
    "rule.unless": (
        "De uitzondering. Ze houdt alleen tegen als ze zeker waar is.",
        "The exception. It blocks only when it is known to be true.",
    ),
    "rule.limits": (
        "Waarom een antwoord dat de organisatie alleen beschrijft de regel kan uitsluiten, per kenmerk.",
        "Why an answer that only describes the organisation can shut the rule out, by attribute.",
    ),
    "rule.recommend": (
        "Bij een knelpunt: de aanbevelingen waar het om vraagt.",
        "For a weakness: the recommendations that it calls for.",
    ),
    "rule.helps": (
        "Bij een sterk punt: de aanbevelingen die het makkelijker maakt.",
        "For a strength: the recommendations that it makes easier.",
    ),
    "type.severityline": (
        "{count:regel als “high: otherwise”|regels als “high: otherwise”}",
        "{count:line such as “high: otherwise”|lines such as “high: otherwise”}",
    ),
    "type.derived": ("{count:afgeleid feit|afgeleide feiten}", "{count:derived fact|derived facts}"),
    "about.derived": (
        "Een feit dat uit antwoorden volgt. Voorwaarden van regels vragen het met true of false.",
        "A fact that follows from answers. Conditions of rules ask for it with true or false.",
    ),
    "derived.title": ("Hoe het feit heet.", "What the fact is called."),
    "derived.when": (
        "Wanneer het feit waar is; het vraagt alleen antwoorden.",
        "When it is true; it asks for answers only.",
    ),
    # tensions, contradictions, silences
    "type.tension": ("{count:spanning|spanningen}", "{count:tension|tensions}"),
    "about.tension": (
        "Twee beweringen van de bronnen die uit elkaar trekken.",
        "Two claims of the sources that pull apart.",
    ),
    "tension.title": ("De spanning in enkele woorden.", "The tension in a few words."),
    "tension.sides": ("De twee beweringen.", "The two claims."),
    "tension.resolution": ("Hoe een organisatie ermee omgaat.", "How an organisation deals with it."),
    "tension.decided_by": (
        "Wat de keuze bepaalt: de toestand van de organisatie, een bron, of allebei.",
        "What settles it: how the organisation stands, a source, or both.",
    ),
    "tension.when": (
        "Wanneer beide hier spelen. Houd het smal.",
        "When both matter here. Keep it narrow.",
    ),
    "type.side": ("{count:bewering|beweringen}", "{count:claim|claims}"),
    "about.side": ("Een van de twee beweringen van een spanning.", "One of the two claims of a tension."),
    "side.claim": ("Wat er beweerd wordt.", "What is claimed."),
    "side.factors": ("De factoren waarover de bewering gaat.", "The factors that it speaks of."),
    "type.contradiction": ("{count:tegenspraak|tegenspraken}", "{count:contradiction|contradictions}"),
    "about.contradiction": (
        "Antwoorden van één profiel die moeilijk samen waar kunnen zijn.",
        "Answers of one profile that cannot well be true together.",
    ),
    "contradiction.message": (
        "Wat de lezer leest, met de vraag die het oplost.",
        "What the reader is told, with the question that settles it.",
    ),
    "contradiction.when": ("Welke antwoorden botsen.", "Which answers collide."),
    "type.silence": ("{count:stilte|stiltes}", "{count:silence|silences}"),
    "about.silence": (
        "Waarover de documenten niet spreken. Ze geeft nooit advies.",
        "What the documents do not speak of. It never gives advice.",
    ),
    "silence.title": ("Waarover, zoals het in een lijst past.", "What of, as it fits in a list."),
    "silence.text": ("Wat de lezer daarover leest.", "What the reader is told of it."),
    "silence.when": ("De antwoorden waarbij het hier telt.", "The answers with which it matters here."),
}
