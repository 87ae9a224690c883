"""What is wrong between the entries of the knowledge, with a question or with a weight.

Named as in `knowledge`.
"""

PHRASES: dict[str, tuple[str, str]] = {
    # names and ids
    "unknown_factor": ("De factor “{name}” bestaat niet.", "The factor “{name}” does not exist."),
    "unknown_passage": ("De passage “{name}” bestaat niet.", "The passage “{name}” does not exist."),
    "unknown_recommendation": (
        "De aanbeveling “{name}” bestaat niet.",
        "The recommendation “{name}” does not exist.",
    ),
    "unknown_rule": ("De regel “{name}” bestaat niet.", "The rule “{name}” does not exist."),
    "unknown_tension": ("De spanning “{name}” bestaat niet.", "The tension “{name}” does not exist."),
    "unknown_contradiction": (
        "De tegenspraak “{name}” bestaat niet.",
        "The contradiction “{name}” does not exist.",
    ),
    "unknown_phase": ("De fase “{name}” bestaat niet.", "The phase “{name}” does not exist."),
    "wrong_named_twice": ("“{name}” staat er twee keer.", "“{name}” is named twice."),
    "wrong_id": ("De id “{name}” is niet goed geschreven.", "The id “{name}” is not well formed."),
    "mend_id": (
        "schrijf “{form}”: kleine letters en cijfers, woorden verbonden met “{joint}”, hoogstens {most} "
        "{most:teken|tekens}.",
        "write “{form}”: small letters and digits, words joined by “{joint}”, at most {most} "
        "{most:character|characters}.",
    ),
    "wrong_id_taken": ("De id “{name}” is ook die van een {kind}.", "The id “{name}” is also a {kind}."),
    "wrong_called_alike": (
        "“{text}” is ook hoe “{other}” heet.",
        "“{text}” is also what “{other}” is called.",
    ),
    "wrong_reserved_in_profile": (
        "Een {kind} kan niet “{name}” heten: in een profiel betekent dat woord iets anders.",
        "A {kind} cannot be called “{name}”: in a profile that word means something else.",
    ),
    "wrong_reserved_in_condition": (
        "Een {kind} kan niet “{name}” heten: in voorwaarden betekent dat woord iets anders.",
        "A {kind} cannot be called “{name}”: in conditions that word means something else.",
    ),
    "wrong_theme": (
        "Dit bestand is geen thema van het manifest.",
        "This file is not a theme of the manifest.",
    ),
    "mend_theme": (
        "voeg het thema toe aan knowledge/manifest.yaml.",
        "add the theme to knowledge/manifest.yaml.",
    ),
    # questions
    "wrong_number_kind": (
        "Bij een getal hoort een bereik, en geen opties.",
        "A number needs a range and no options.",
    ),
    "wrong_choice_kind": (
        "Bij een keuze horen opties, en geen bereik.",
        "A choice needs options and no range.",
    ),
    "mend_question_kind": (
        "laat kind, range en options bij elkaar passen.",
        "make kind, range and options agree.",
    ),
    "wrong_one_option": ("Er is maar één optie om te kiezen.", "There is only one option to choose."),
    "mend_one_option": (
        "voeg een optie toe, of gebruik “kind: choices”.",
        "add an option, or use “kind: choices”.",
    ),
    "wrong_many_options": (
        "{count} {count:optie|opties} op volgorde.",
        "{count} {count:option|options} in an order.",
    ),
    "mend_at_most": ("houd er hoogstens {most}.", "keep at most {most}."),
    "wrong_unit_one": (
        "Een geheel getal met een eenheid, en alleen dat, heeft een woord voor één ervan.",
        "Only a whole number with a unit, and every one of those, has a word for one of them.",
    ),
    "wrong_ends": (
        "Een schaal, en alleen een schaal, zegt wat haar uiteinden betekenen.",
        "Only a scale, and every scale, says what its ends mean.",
    ),
    "wrong_none_label": (
        "Een vraag van het soort choices, en alleen die, heeft een label voor “geen”.",
        "Only choices, and all choices, have a label for none.",
    ),
    "wrong_also_single": (
        "Alleen bij choices mag één antwoord ook los staan.",
        "Only with choices can one answer also stand on its own.",
    ),
    "mend_add_or_remove": ("voeg “{field}:” toe of haal het weg.", "add or remove “{field}:”."),
    "wrong_unit": ("Alleen een getal heeft een eenheid.", "Only a number has a unit."),
    "wrong_range_empty": ("Het bereik is leeg.", "The range is empty."),
    "mend_range_empty": ("schrijf de laagste waarde eerst.", "write the lowest value first."),
    "wrong_scale_steps": (
        "Een schaal van {count} {count:stap|stappen}.",
        "A scale of {count} {count:step|steps}.",
    ),
    "mend_scale_steps": (
        "houd er hoogstens {most}, of gebruik “kind: whole_number”.",
        "keep at most {most}, or use “kind: whole_number”.",
    ),
    "wrong_percents": (
        "{low} tot {high} is geen bereik van procenten.",
        "{low} to {high} is not a range of percents.",
    ),
    "mend_percents": ("blijf tussen {low} en {high}.", "stay within {low} and {high}."),
    "wrong_parts_of_one": ("Dit percentage gaat tot 1.", "A percentage goes up to 1."),
    "mend_parts_of_one": (
        "schrijf procenten, geen delen van één: 20 voor 20%.",
        "write percents, not parts of one: 20 for 20%.",
    ),
    "wrong_range_wide": (
        "Het bereik {low} tot {high} is te wijd.",
        "The range {low} to {high} is too wide.",
    ),
    "mend_range_wide": (
        "blijf binnen {most}, naar beide kanten.",
        "stay within {most} either way.",
    ),
    "wrong_code": ("“{name}” is geen code van een optie.", "“{name}” is not an option code."),
    "mend_code": (
        "gebruik letters, cijfers en lage streepjes.",
        "use letters, digits and underscores.",
    ),
    "wrong_codes_alike": (
        "“{one}” en “{other}” verschillen alleen in hoofdletters.",
        "“{one}” and “{other}” differ only in capitals.",
    ),
    "mend_other_code": ("kies een andere code.", "choose another code."),
    "wrong_labels_alike": (
        "“{text}” is ook hoe een ander antwoord heet.",
        "“{text}” is also what another answer is called.",
    ),
    "mend_other_label": ("kies een ander label.", "choose another label."),
    "wrong_waits_for_itself": ("De vraag wacht op zichzelf.", "The question waits for itself."),
    "mend_waits_for_itself": ("noem een andere vraag.", "name another question."),
    # sources and passages
    "wrong_passage_id": ("De id “{name}” is geen p met een getal.", "The id “{name}” is not a p and a number."),
    "mend_passage_id": (
        "neem de alinea waar de passage het eerst stond, zoals p12.",
        "take the paragraph where the passage first stood, such as p12.",
    ),
    "wrong_no_gist": (
        "De passage heeft geen kern, en ook geen reden waarom ze geen advies draagt.",
        "The passage has neither a gist nor a reason why it carries no advice.",
    ),
    "wrong_cited_no_gist": (
        "De passage wordt aangehaald maar heeft geen kern.",
        "The passage is cited but has no gist.",
    ),
    "mend_cited_no_gist": (
        "zeg in eigen woorden wat ze beweert.",
        "say in our own words what it claims.",
    ),
    "wrong_not_cited": (
        "Geen regel, aanbeveling of spanning haalt deze passage aan.",
        "No rule, recommendation or tension cites this passage.",
    ),
    "mend_not_cited": (
        "haal ze aan, of zeg onder “not_advice:” waarom ze geen advies draagt.",
        "cite it, or say under “not_advice:” why it carries none.",
    ),
    # rules, recommendations, causes
    "wrong_weakness_lacks": ("Bij een knelpunt hoort “{field}”.", "A weakness needs “{field}”."),
    "wrong_weakness_helps": ("Een knelpunt helpt niets.", "A weakness helps nothing."),
    "mend_weakness_helps": ("gebruik “recommend:”.", "use “recommend:”."),
    "wrong_strength_has": (
        "Bij een sterk punt horen geen severity, limits of recommend.",
        "A strength has no severity, limits or recommend.",
    ),
    "mend_strength_has": ("haal ze weg; gebruik “helps:”.", "remove them; use “helps:”."),
    "wrong_no_example_applies": (
        "Er is geen voorbeeld waarin de regel geldt.",
        "No example in which the rule applies.",
    ),
    "wrong_no_example_does_not_apply": (
        "Er is geen voorbeeld waarin de regel niet geldt.",
        "No example in which the rule does not apply.",
    ),
    "wrong_not_called_for": (
        "Geen enkele regel vraagt om deze aanbeveling.",
        "No rule calls for this recommendation.",
    ),
    "mend_not_called_for": (
        "noem ze onder “recommend:” van een regel.",
        "name it under “recommend:” of a rule.",
    ),
    "wrong_step_uncited": ("De stap haalt geen passage aan.", "The step cites no passage."),
    "mend_step_uncited": (
        "haal er een aan, of zet er “inference: true” bij.",
        "cite one, or mark it “inference: true”.",
    ),
    "wrong_exception": (
        "De uitzondering van een aanbeveling kan alleen een sterk punt zijn.",
        "The exception of a recommendation can only be a strength.",
    ),
    "mend_exception": (
        "zet een uitzondering op antwoorden onder “unless:” van de regel.",
        "put an exception on answers under “unless:” of the rule.",
    ),
    "wrong_needs_itself": (
        "“{name}” komt via “needs:” bij zichzelf terug.",
        "“{name}” comes back to itself through “needs:”.",
    ),
    "wrong_replaces_existing": (
        "“{name}” is niet vervangen: die aanbeveling is er nog.",
        "“{name}” is not replaced: that recommendation is still there.",
    ),
    "mend_replaces_existing": (
        "haal die aanbeveling weg, of noem alleen wat er niet meer is.",
        "remove that recommendation, or name only what is gone.",
    ),
    "wrong_replaces_twice": (
        "“{name}” is al vervangen, door “{other}”.",
        "“{name}” is replaced already, by “{other}”.",
    ),
    "mend_replaces_twice": ("laat ze op één plaats staan.", "name it in one place."),
    "wrong_causes_itself": (
        "“{name}” komt via zijn gevolgen bij zichzelf terug.",
        "“{name}” comes back to itself through its effects.",
    ),
    "wrong_bundled_twice": (
        "“{name}” staat al in de bundel “{other}”.",
        "“{name}” already stands in the bundle “{other}”.",
    ),
    "wrong_said_already": ("“{name}” zegt dat al.", "“{name}” already says so."),
    "mend_bundled_twice": ("laat het in één bundel staan.", "leave it in one bundle."),
    "mend_said_already": ("zeg het één keer.", "say it once."),
    "wrong_limit_lacks": (
        "De regel hangt af van “{name}” en zegt niet waarom.",
        "The rule depends on “{name}” and does not say why.",
    ),
    "mend_limit_lacks": (
        "voeg “{name}:” toe onder “limits:”, met een passage of de reden van de redactie.",
        "add “{name}:” under “limits:”, with a passage or the editors' reason.",
    ),
    "wrong_limit_idle": (
        "De regel hangt niet af van “{name}”.",
        "The rule does not depend on “{name}”.",
    ),
    "mend_limit_idle": (
        "haal het weg, of noem een kenmerk van de context dat de regel leest.",
        "remove it, or name an attribute of the context that it reads.",
    ),
    # what a portfolio is split by
    "mend_split_several": (
        "splits op een keuze of een getal.",
        "split by a choice or a number.",
    ),
    "wrong_split_lines": (
        "Een keuze wordt gesplitst op haar opties.",
        "A choice is split by its options.",
    ),
    "wrong_split_cuts": (
        "Er zijn geen grenzen die het bereik verdelen.",
        "No lines that cut the range.",
    ),
    "mend_split_cuts": (
        "schrijf waar elke volgende klasse begint, van laag naar hoog, boven {low} en hoogstens {high}.",
        "write where each next class starts, rising, above {low} and at most {high}.",
    ),
    # weights
    "wrong_weights_alike": (
        "“{text}” is ook hoe een ander gewicht heet.",
        "“{text}” is also what another weight is called.",
    ),
    "wrong_overloaded": (
        "Er komt meer eerst als mensen overbelast zijn dan anders.",
        "More comes first when people are overloaded than when they are not.",
    ),
    "mend_overloaded": ("schrijf hoogstens wat “first” zegt.", "write at most what “first” says."),
    "wrong_case": ("Het gewicht kent het geval “{name}” niet.", "The weight has no case “{name}”."),
    "wrong_case_lacks": (
        "Het gewicht heeft geen punten voor “{name}”.",
        "The weight has no points for “{name}”.",
    ),
    "mend_case_lacks": ("schrijf ze erbij.", "add them."),
    "wrong_points_sign": (
        "{count} {count:punt|punten} voor “{name}” {count:keert|keren} het gewicht om.",
        "{count} {count:point|points} for “{name}” {count:turns|turn} the weight around.",
    ),
    "mend_points_rising": ("schrijf punten die niet onder 0 liggen.", "write points that are not below 0."),
    "mend_points_falling": ("schrijf punten die niet boven 0 liggen.", "write points that are not above 0."),
    "wrong_points_many": (
        "{count} {count:punt|punten} voor “{name}” is te veel.",
        "{count} {count:point|points} for “{name}” {count:is|are} too many.",
    ),
    "mend_points_many": ("schrijf er hoogstens {most}.", "write at most {most}."),
    "wrong_points_order": ("“{less}” weegt meer dan “{more}”.", "“{less}” weighs more than “{more}”."),
    "mend_points_order": (
        "houd de volgorde {order} aan: elk hoogstens zoveel als de vorige.",
        "keep the order {order}: each at most the one before.",
    ),
    "wrong_points_most": (
        "Het hoogste is minder dan wat elk toevoegt.",
        "The most is less than what each adds.",
    ),
    "mend_points_most": ("schrijf minstens wat “each” zegt.", "write at least what “each” says."),
    # examples, and the engine
    "wrong_example": (
        "Het voorbeeld van “{name}” geeft “{found}”, niet “{promised}”.",
        "The example of “{name}” gives “{found}”, not “{promised}”.",
    ),
    "wrong_example_severity": (
        "Het voorbeeld van “{name}” geeft ernst “{found}”, niet “{promised}”.",
        "The example of “{name}” gives severity “{found}”, not “{promised}”.",
    ),
    "wrong_example_severity_lacks": (
        "Het voorbeeld van “{name}” zegt niet hoe erg het dan is.",
        "The example of “{name}” does not say how bad it is then.",
    ),
    "mend_example_severity_lacks": (
        "voeg “severity:” toe na “result:”, want de regel kent er meer dan één.",
        "add “severity:” after “result:”, for the rule has more than one.",
    ),
    "wrong_example_severity_idle": (
        "Het voorbeeld van “{name}” geeft geen knelpunt, en dus geen ernst.",
        "The example of “{name}” gives no weakness, and so no severity.",
    ),
    "mend_example_severity_idle": ("haal “severity:” weg.", "remove “severity:”."),
    "mend_example": ("verbeter het voorbeeld of de voorwaarde.", "correct the example or the condition."),
    "wrong_example_waits": (
        "Het voorbeeld van “{name}” wacht op {names}.",
        "The example of “{name}” waits for {names}.",
    ),
    "wrong_example_waits_not": (
        "Het voorbeeld van “{name}” wacht op niets.",
        "The example of “{name}” waits for nothing.",
    ),
    "mend_example_waits": (
        "noem precies die onder “missing:”.",
        "name exactly those under “missing:”.",
    ),
    "wrong_engine_differs": (
        "durable_rules en de voorwaarden verschillen over “{name}”.",
        "durable_rules and the conditions differ on “{name}”.",
    ),
    "mend_engine_differs": ("maak de regel eenvoudiger.", "simplify the rule."),
    "wrong_alternatives": (
        "De voorwaarde groeit tot meer dan {most} {most:mogelijkheid|mogelijkheden}.",
        "The condition grows to more than {most} {most:alternative|alternatives}.",
    ),
    "mend_alternatives": (
        "splits ze over twee regels of een afgeleid feit.",
        "split it over two rules or a derived fact.",
    ),
    "wrong_reads_much": ("De regel leest te veel feiten.", "The rule reads too many facts."),
    "mend_reads_much": ("splits hem.", "split it."),
}
