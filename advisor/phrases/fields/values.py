"""What kinds of value there are, and what texts, grounds and examples are made of. Named as in `fields`."""

PHRASES: dict[str, tuple[str, str]] = {
    # what values are called
    "type.str": ("{count:tekst|teksten}", "{count:text|texts}"),
    "type.int": ("{count:geheel getal|gehele getallen}", "{count:whole number|whole numbers}"),
    "type.bool": ("{count:true of false|true of false}", "{count:true or false|true or false}"),
    "type.any": ("{count:antwoord|antwoorden}", "{count:answer|answers}"),
    "type.choice": ("{count:keuze|keuzen}", "{count:choice|choices}"),
    "type.condition": ("{count:voorwaarde|voorwaarden}", "{count:condition|conditions}"),
    "type.list": ("{count:lijst|lijsten} van {each}", "{count:list|lists} of {each}"),
    "type.list_of": ("{count:lijst|lijsten} van {least} {each}", "{count:list|lists} of {least} {each}"),
    "type.list_least": (
        "{count:lijst|lijsten} van {each}, minstens {least}",
        "{count:list|lists} of {each}, at least {least}",
    ),
    "type.list_span": (
        "{count:lijst|lijsten} van {each}, {least} tot {most}",
        "{count:list|lists} of {each}, {least} to {most}",
    ),
    "type.dict": ("{each}, elk onder een naam", "{each}, each under a name"),
    "type.dict_in_dict": ("{each}, elk onder een soort en een naam", "{each}, each under a kind and a name"),
    # what texts are, and what more than one kind of entry is made of
    "type.text": ("{count:label|labels}", "{count:label|labels}"),
    "about.text": (
        "Een label kan midden in een zin staan: zonder punt, met een kleine letter tenzij het een naam is.",
        "A label may stand in the middle of a sentence: no full stop, and no capital unless it is a name.",
    ),
    "text.nl": ("In het Nederlands; deze tekst geldt.", "In Dutch, which is the authority."),
    "text.en": ("Hetzelfde in het Engels.", "The same in English."),
    "type.title": ("{count:titel|titels}", "{count:title|titles}"),
    "about.title": (
        "Een titel begint met een hoofdletter of een cijfer en heeft geen punt.",
        "A title begins with a capital or a digit and has no full stop.",
    ),
    "type.clause": ("{count:zinsdeel|zinsdelen}", "{count:clause|clauses}"),
    "about.clause": (
        "Een zinsdeel wordt met andere tot één zin verbonden: hoogstens negen woorden, een kleine letter eerst, geen "
        "komma en geen punt.",
        "A clause is joined with others in one sentence: at most nine words, a small letter first, no comma and no "
        "full stop.",
    ),
    "type.prose": ("{count:zinnen|zinnen}", "{count:sentences|sentences}"),
    "about.prose": (
        "Eén of meer hele zinnen, op één regel: een hoofdletter of cijfer eerst, en op het eind “.”, “?” of “!”.",
        "One or more whole sentences on one line: a capital or digit first, and “.”, “?” or “!” at the end.",
    ),
    "type.texts": ("{count:reeks|reeksen} zinnen", "{count:series|series} of sentences"),
    "about.texts": (
        "Meer dan één tekst van hele zinnen; in elke taal evenveel, in dezelfde volgorde.",
        "Several texts of whole sentences; as many in each language, in the same order.",
    ),
    "texts.nl": ("De teksten in het Nederlands.", "The texts in Dutch."),
    "texts.en": ("Dezelfde in het Engels.", "The same in English."),
    "type.fitted": (
        "{count:label dat zich aanpast|labels die zich aanpassen}",
        "{count:label|labels} that {count:adapts|adapt}",
    ),
    "about.fitted": (
        "Een label dat bij de organisatie past. Het mag een woord uit knowledge/words.yaml noemen, tussen accolades.",
        "A label that fits the organisation. It may name a word of knowledge/words.yaml, between braces.",
    ),
    "fitted.instead": (
        "Andere vormen. De eerste waarvan de voorwaarde zeker waar is, komt in de plaats.",
        "Other forms. The first whose condition is certainly true is said instead.",
    ),
    "type.fittedprose": (
        "{count:zinnen die zich aanpassen|zinnen die zich aanpassen}",
        "{count:sentences|sentences} that adapt",
    ),
    "about.fittedprose": (
        "Hele zinnen die bij de organisatie passen. Ze mogen een woord uit knowledge/words.yaml noemen, tussen "
        "accolades.",
        "Whole sentences that fit the organisation. They may name a word of knowledge/words.yaml, between braces.",
    ),
    "type.form": ("{count:vorm|vormen}", "{count:form|forms}"),
    "about.form": ("Hoe een label luidt waar een voorwaarde geldt.", "How a label reads where a condition holds."),
    "form.when": (
        "Waar deze vorm geldt. Een getal dat de tekst noemt, moet hier nodig zijn.",
        "Where this form is said. A number that the text names must be needed here.",
    ),
    "type.proseform": ("{count:vorm van zinnen|vormen van zinnen}", "{count:form of sentences|forms of sentences}"),
    "about.proseform": ("Hoe zinnen luiden waar een voorwaarde geldt.", "How sentences read where a condition holds."),
    "type.remark": ("{count:opmerking|opmerkingen}", "{count:remark|remarks}"),
    "about.remark": (
        "Hele zinnen die men ziet, tenzij hun voorwaarde onwaar is.",
        "Whole sentences that are shown unless their condition is false.",
    ),
    "remark.when": (
        "Waar het geldt. Is dit onwaar, dan blijft de tekst weg; zolang het openstaat, staat hij er.",
        "Where it counts. Where this is false the text is left out; while it is open the text is shown.",
    ),
    "type.ground": ("{count:grond|gronden}", "{count:ground|grounds}"),
    "about.ground": (
        "Waarom iets zo is: passages die het zeggen, of de reden van de redactie. Een van de twee.",
        "Why something is so: passages that say it, or the editors' own reason. One of the two.",
    ),
    "ground.because": ("De passages die het zeggen.", "The passages that say so."),
    "ground.nl": ("De reden van de redactie, in hele zinnen.", "The editors' reason in Dutch, in whole sentences."),
    "ground.en": ("Dezelfde reden in het Engels.", "The same reason in English."),
    "type.example": ("{count:voorbeeld|voorbeelden}", "{count:example|examples}"),
    "about.example": (
        "Een klein profiel en wat eruit moet komen. `advisor check` rekent het na.",
        "A small profile and what it must give. `advisor check` works it out.",
    ),
    "example.given": ("De antwoorden: kenmerk en waarde.", "The answers: attribute and value."),
    "example.result": (
        "Wat eruit komt: het geldt, het geldt niet, het geldt tenzij een open uitzondering waar blijkt, of het staat "
        "open.",
        "What comes out: it applies, it does not apply, it applies but for an exception that is still open, or it is "
        "open.",
    ),
    "example.severity": (
        "Hoe erg het dan is. Nodig waar de regel meer dan één ernst kent.",
        "How bad it is then. Needed where the rule has more than one severity.",
    ),
    "example.missing": (
        "De kenmerken waarop het wacht; precies die.",
        "The attributes that it waits for; exactly those.",
    ),
    "shape.because": (
        "De passages waarop dit steunt, als bron/p en een nummer.",
        "The passages that this rests on, as source/p and a number.",
    ),
    "shape.editorial": (
        "Keuzes van de redactie die geen document maakt, zoals een drempel.",
        "Choices of the editors that no document makes, such as a threshold.",
    ),
    "shape.examples": (
        "Kleine profielen en wat eruit moet komen: minstens een waarin het geldt en een waarin niet.",
        "Small profiles and what each must give: at least one in which it applies and one in which it does not.",
    ),
    "shape.accept": (
        "Waarschuwingen van `advisor check` die zo bedoeld zijn: de code, met de reden.",
        "Warnings of `advisor check` that are meant to be: the code, with the reason.",
    ),
    # the reference itself
    "reference_field": ("veld", "field"),
    "reference_needed": ("nodig", "required"),
    "reference_holds": ("wat er staat", "what stands there"),
    "reference_for": ("waarvoor", "what for"),
    "reference_yes": ("ja", "yes"),
    "reference_allowed": ("Kies uit {values}.", "One of {values}."),
    "reference_whole": ("In `{place}`: het hele bestand.", "In `{place}`: the whole file."),
    "reference_entries": ("In `{place}`: elk item onder zijn id.", "In `{place}`: each entry under its id."),
    "reference_theme": ("thema", "theme"),
    "reference_schema": ("Schema: [{name}](schemas/{name}).", "Schema: [{name}](schemas/{name})."),
    "reference_example": ("Uit {name}:", "From {name}:"),
    "reference_values": ("Wat in veel velden staat", "What stands in many fields"),
    "reference_condition": (
        "Een voorwaarde heeft één sleutel. Ze is waar, onwaar of open: een vraag zonder antwoord maakt haar waar noch "
        "onwaar.",
        "A condition has one key. It is true, false or open: a question without an answer makes it neither true nor "
        "false.",
    ),
    "reference_written": ("zo schrijft u het", "written"),
    "reference_asks": ("wat het vraagt", "what it asks"),
    # what a condition asks
    "condition.all": ("Elk van deze voorwaarden.", "Every one of these conditions."),
    "condition.any": ("Minstens een van deze voorwaarden.", "At least one of these conditions."),
    "condition.none": ("Geen van deze voorwaarden.", "Not one of these conditions."),
    "condition.is": (
        "Dat het antwoord dit is: een code, een getal, of van een afgeleid feit true of false.",
        "That the answer is this: a code, a number, or of a derived fact true or false.",
    ),
    "condition.one_of": ("Dat het antwoord een van deze codes is.", "That the answer is one of these codes."),
    "condition.at_least": ("Dat het getal niet lager is.", "That the number is not lower."),
    "condition.at_most": ("Dat het getal niet hoger is.", "That the number is not higher."),
    "condition.above": ("Dat het getal hoger is.", "That the number is higher."),
    "condition.below": ("Dat het getal lager is.", "That the number is lower."),
    "condition.includes": ("Van meer antwoorden: dat dit erbij is.", "Of several answers: that this is among them."),
    "condition.includes_any": (
        "Van meer antwoorden: dat een van deze erbij is.",
        "Of several answers: that one of these is among them.",
    ),
    "condition.includes_all": (
        "Van meer antwoorden: dat deze er alle bij zijn.",
        "Of several answers: that all of these are among them.",
    ),
    "condition.includes_none": (
        "Van meer antwoorden: dat geen van deze erbij is.",
        "Of several answers: that none of these is among them.",
    ),
    "condition.empty": ("Dat er geantwoord is, en niets gekozen.", "That it was answered, and nothing was chosen."),
    "condition.known": (
        "Dat er geantwoord is. Het omgekeerde is er niet: stilte bewijst niets.",
        "That it was answered. There is no opposite: silence proves nothing.",
    ),
    "condition.weakness": (
        "Dat de factor hier een knelpunt is; alleen bij spanningen.",
        "That the factor is a weakness here; in tensions only.",
    ),
    "condition.strength": (
        "Dat de factor hier een sterk punt is; alleen bij spanningen en onder “unless” van een aanbeveling.",
        "That the factor is a strength here; only in tensions and under “unless” of a recommendation.",
    ),
}
