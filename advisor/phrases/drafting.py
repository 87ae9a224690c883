"""What is said of a new entry: how it is asked for, its comments, and why it cannot be made."""

PHRASES: dict[str, tuple[str, str]] = {
    # the commands
    "help_new": (
        "Een nieuw item van de kennis, als sjabloon om in te vullen.\nHet komt in het juiste bestand van een overlay "
        "(--overlay) of van een basis van uzelf (--data), achter wat er staat. Elk veld is uitgelegd, en waar … staat "
        "vult u in; “advisor check” noemt elke plek. Een overlay die er nog niet is, wordt gemaakt.",
        "A new entry of the knowledge, as a template to fill in.\nIt goes into the right file of an overlay "
        "(--overlay) or of a base of yours (--data), behind what stands there. Each field is explained, and you fill "
        "in where … stands; “advisor check” names each place. An overlay that does not exist yet is created.",
    ),
    "help_new_source": (
        "Een bron zonder document, zoals ervaring uit de praktijk.\nWat erop steunt, is overal als niet nagekeken "
        "gemerkt. Van een document maakt u een bron met “advisor sources add”.",
        "A source without a document, such as practical experience.\nWhat rests on it is marked as unchecked "
        "everywhere. To make a source of a document, use “advisor sources add”.",
    ),
    "help_new_factor": ("Een factor die bronnen noemen.", "A factor that sources name."),
    "help_new_question": (
        "Een vraag.\nDe id is het kenmerk, met lage streepjes. Noem elk antwoord met --option.",
        "A question.\nThe id is the attribute, with underscores. Name each answer with --option.",
    ),
    "help_new_rule": (
        "Een regel: wanneer een factor een knelpunt of een sterk punt is.\nZe komt bij de regels van het thema van "
        "haar factor.",
        "A rule: when a factor is a weakness or a strength.\nIt is put with the rules of the theme of its factor.",
    ),
    "help_new_recommendation": (
        "Een aanbeveling: wat te doen aan een knelpunt.",
        "A recommendation: what to do about a weakness.",
    ),
    "help_new_tension": (
        "Een spanning: twee beweringen die uit elkaar trekken.",
        "A tension: two claims that pull apart.",
    ),
    "help_new_contradiction": (
        "Een tegenspraak: antwoorden die samen niet kunnen kloppen.",
        "A contradiction: answers that cannot well be true together.",
    ),
    "help_new_case": (
        "Een geval: een organisatie, en het advies dat ze moet krijgen.",
        "A case: an organisation, and the advice that it must get.",
    ),
    "option_new_id": ("Hoe het nieuwe item heet.", "What the new entry is called."),
    "option_theme": (
        "Het thema waaronder het staat: een naam uit het manifest.",
        "The theme that it stands under: a name in the manifest.",
    ),
    "option_told_by": ("Een passage die de factor noemt.", "A passage that names the factor."),
    "option_question_kind": ("Hoe men antwoordt.", "How it is answered."),
    "option_code": ("De code van een antwoord.", "The code of an answer."),
    "option_about": ("De factor waarover ze gaat.", "The factor that it is about."),
    "option_polarity": ("Of de factor in de weg zit of helpt.", "Whether the factor stands in the way or helps."),
    "option_recommend": (
        "Een aanbeveling waar het knelpunt om vraagt.",
        "A recommendation that the weakness calls for.",
    ),
    "option_helps": (
        "Een aanbeveling die het sterke punt makkelijker maakt.",
        "A recommendation that the strength makes easier.",
    ),
    "option_because": ("Een passage waarop het steunt.", "A passage that it rests on."),
    "option_sides": ("Een passage voor elke bewering.", "A passage for each claim."),
    # in the file
    "draft_head": (
        "{about} Vul in waar … staat; “advisor check” noemt elke plek.",
        "{about} Fill in where … stands; “advisor check” names each place.",
    ),
    "draft_field": ("{about} ({holds})", "{about} ({holds})"),
    "draft_choice": ("{about} ({holds} uit {choices})", "{about} ({holds} of {choices})"),
    "draft_spare": ("{name} (mag wegblijven): {about}", "{name} (may be left out): {about}"),
    # what is told
    "draft_written": ("{file}: {kind} “{name}” toegevoegd.", "{file}: {kind} “{name}” added."),
    "draft_fill_in": (
        "Vul in waar … staat ({count} {count:plek|plekken}); “{command}” noemt elke plek.",
        "Fill in where … stands ({count} {count:place|places}); “{command}” names each.",
    ),
    # what is wrong
    "draft_nowhere": (
        "Zeg waar het moet komen: --overlay MAP voor eigen kennis over de basis, --data MAP voor een basis van uzelf.",
        "Say where it belongs: --overlay DIR for knowledge of your own over the base, --data DIR for a base of yours.",
    ),
    "draft_polarity": (
        "--recommend hoort bij een knelpunt, --helps bij een sterk punt (--polarity strength).",
        "--recommend is for a weakness, --helps for a strength (--polarity strength).",
    ),
    "draft_kebab": (
        "kleine letters en cijfers, met koppeltekens ertussen",
        "lower case and digits, with hyphens between",
    ),
    "draft_snake": (
        "kleine letters en cijfers, een letter eerst, met lage streepjes ertussen",
        "lower case and digits, a letter first, with underscores between",
    ),
    "draft_id": (
        "“{name}” past niet als id van een {kind}: gebruik {form}, hoogstens {most} {most:teken|tekens}.",
        "“{name}” cannot be the id of a {kind}: use {form}, at most {most} {most:character|characters}.",
    ),
    "draft_id_near": (
        "“{name}” past niet als id van een {kind}: gebruik {form}, hoogstens {most} {most:teken|tekens}. Bedoelt u "
        "“{near}”?",
        "“{name}” cannot be the id of a {kind}: use {form}, at most {most} {most:character|characters}. Did you mean "
        "“{near}”?",
    ),
    "draft_reserved": ("{what} Kies een andere id.", "{what} Choose another id."),
    "draft_taken": (
        "“{name}” is al een {kind}, in {file}:{line}. Kies een andere id.",
        "“{name}” is already a {kind}, in {file}:{line}. Choose another id.",
    ),
    "draft_theme": (
        "“{name}” is geen thema. Kies met --theme uit: {themes}.",
        "“{name}” is no theme. Choose with --theme from: {themes}.",
    ),
    "draft_unknown": ("{what} Maak het eerst.", "{what} Make it first."),
    "draft_unknown_near": ("{what} Bedoelt u “{near}”?", "{what} Did you mean “{near}”?"),
    "draft_on_base": (
        "{folder} is een basis, geen overlay. Gebruik --data, of noem een andere map.",
        "{folder} is a base, not an overlay. Use --data, or name another folder.",
    ),
    "draft_not_behind": (
        "{file}: achter wat hier staat, kan niets bij zonder het te veranderen. Zet het bestand in blokvorm, elk item "
        "met zijn id op een eigen regel.",
        "{file}: nothing can be added behind what stands here without changing it. Write the file in block style, each "
        "entry with its id on a line of its own.",
    ),
}
