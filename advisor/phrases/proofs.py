"""What a proof finds in the knowledge (“flaw_”), how it is mended (“mend_”), and what excludes what (“claim_”)."""

PHRASES: dict[str, tuple[str, str]] = {
    "level_error": ("fout", "error"),
    "level_warning": ("waarschuwing", "warning"),
    "level_note": ("opmerking", "note"),
    "check_witness": ("    voorbeeld: {profile}", "    example: {profile}"),
    "check_excludes": ("    {file}:{line}: {says}", "    {file}:{line}: {says}"),
    "check_accepted": ("    aanvaard: {why}", "    accepted: {why}"),
    "check_told": (
        "{errors} {errors:fout|fouten}, {warnings} {warnings:waarschuwing|waarschuwingen}, {accepted} aanvaard, "
        "{notes} {notes:opmerking|opmerkingen}; {page} legt elke code uit.",
        "{errors} {errors:error|errors}, {warnings} {warnings:warning|warnings}, {accepted} accepted, {notes} "
        "{notes:note|notes}; {page} explains each code.",
    ),
    "kind_priorities": ("gewichten", "weights"),
    # what excludes what
    "claim_true": ("“{condition}” geldt", "“{condition}” holds"),
    "claim_false": ("“{condition}” geldt niet", "“{condition}” does not hold"),
    "claim_not_true": ("“{condition}” geldt niet of is open", "“{condition}” does not hold or is open"),
    "claim_not_false": ("“{condition}” geldt of is open", "“{condition}” holds or is open"),
    "claim_asked": (
        "“{name}” wordt alleen gevraagd als “{condition}” geldt",
        "“{name}” is asked only when “{condition}” holds",
    ),
    "claim_waits": ("“{name}” wacht op {names}", "“{name}” waits for {names}"),
    "claim_given": ("“{name}” wordt aanbevolen", "“{name}” is recommended"),
    "claim_called": ("een regel vraagt om “{name}”", "a rule calls for “{name}”"),
    "claim_for": ("een knelpunt over {names} vraagt erom", "a weakness about {names} calls for it"),
    # what can never be so, and what always is
    "flaw_never_applies": (
        "“{condition}” kan nooit gelden: {kind} “{name}” werkt bij niemand.",
        "“{condition}” can never hold: {kind} “{name}” works for nobody.",
    ),
    "mend_never_applies": (
        "verander een van de voorwaarden die elkaar uitsluiten.",
        "change one of the conditions that exclude each other.",
    ),
    "flaw_always_applies": (
        "“{condition}” geldt bij iedereen die antwoordt: de voorwaarde zegt niets.",
        "“{condition}” holds for everybody who answers: the condition says nothing.",
    ),
    "mend_always_applies": (
        "maak de voorwaarde enger, of haal ze weg waar dat kan.",
        "narrow the condition, or remove it where that is possible.",
    ),
    "flaw_stays_open": (
        "De regel blijft open, ook als elke vraag die gesteld wordt een antwoord heeft.",
        "The rule stays open even when every question that is asked has an answer.",
    ),
    "mend_stays_open": (
        "voeg de voorwaarde toe waaronder haar vraag gesteld wordt (ask_when).",
        "add the condition under which its question is asked (ask_when).",
    ),
    "flaw_idle_exception": (
        "De uitzondering “{condition}” houdt nooit iets tegen.",
        "The exception “{condition}” never blocks anything.",
    ),
    "mend_idle_exception": (
        "haal de uitzondering weg, of verander wat ze uitsluit.",
        "remove the exception, or change what excludes it.",
    ),
    "flaw_idle_severity": (
        "De ernst “{condition}” krijgt niemand: een eerdere regel geldt altijd, of deze nooit.",
        "Nobody gets the severity “{condition}”: an earlier line always holds, or this one never does.",
    ),
    "mend_idle_severity": (
        "haal de regel weg, of verander zijn voorwaarde.",
        "remove the line, or change its condition.",
    ),
    "flaw_idle_part": (
        "Het deel “{part}” verandert niets: zonder dat deel zegt de voorwaarde hetzelfde.",
        "The part “{part}” changes nothing: without it the condition says the same.",
    ),
    "mend_idle_part": (
        "haal het deel weg, of zeg wat er bedoeld was.",
        "remove the part, or say what was meant.",
    ),
    "flaw_asked_already": (
        "Het deel “{part}” zegt wat de vragen zelf al zeggen: anders worden ze niet gesteld.",
        "The part “{part}” says what the questions say themselves: otherwise they are not asked.",
    ),
    "mend_asked_already": (
        "laat het staan voor wie meer antwoordt dan gevraagd wordt, of haal het weg.",
        "keep it for whoever answers more than is asked, or remove it.",
    ),
    "flaw_never_given": (
        "“{name}” wordt aan niemand aanbevolen.",
        "“{name}” is recommended to nobody.",
    ),
    "mend_never_given": (
        "verander de regels die erom vragen, of de uitzondering.",
        "change the rules that call for it, or its exception.",
    ),
    # texts
    "flaw_never_said": ("Deze tekst krijgt niemand te lezen.", "Nobody ever gets to read this text."),
    "mend_never_said": ("verander zijn voorwaarde, of haal hem weg.", "change its condition, or remove it."),
    "flaw_confined": (
        "De tekst zegt “{word}” ook tegen wie dat niet past.",
        "The text says “{word}” to somebody it does not fit too.",
    ),
    "mend_confined": (
        "geef de tekst een voorwaarde, of schrijf een ander woord; knowledge/confined.yaml zegt waarom (“{confined}”).",
        "give the text a condition, or choose another word; knowledge/confined.yaml says why (“{confined}”).",
    ),
    "flaw_no_step": (
        "Iemand krijgt deze aanbeveling zonder één stap.",
        "Somebody gets this recommendation without a single step.",
    ),
    "mend_no_step": ("houd er een stap zonder voorwaarde bij.", "keep a step without a condition."),
    # rules beside each other
    "flaw_duplicate": (
        "“{name}” en “{other}” gelden bij dezelfde organisaties en gaan over dezelfde factor.",
        "“{name}” and “{other}” apply to the same organisations and are about the same factor.",
    ),
    "mend_duplicate": ("laat een van de twee staan.", "keep one of the two."),
    "flaw_subsumed": (
        "“{name}” geldt nooit zonder “{other}”, en gaat over dezelfde factor.",
        "“{name}” never applies without “{other}”, and is about the same factor.",
    ),
    "mend_subsumed": (
        "maak er een ernst van in “{other}”, of sluit de een uit bij de ander.",
        "make it a severity in “{other}”, or let the one exclude the other.",
    ),
    "flaw_always_together": (
        "“{name}” en “{other}” staan altijd samen onder dezelfde aanbeveling.",
        "“{name}” and “{other}” always stand together under the same recommendation.",
    ),
    "mend_always_together": (
        "voeg ze samen, of laat elk iets vragen dat de ander niet vraagt.",
        "merge them, or let each ask what the other does not.",
    ),
    "flaw_comes_with": (
        "“{name}” komt nooit zonder “{other}”, onder dezelfde aanbeveling.",
        "“{name}” never comes without “{other}”, under the same recommendation.",
    ),
    "mend_comes_with": (
        "laat de ene de andere uitsluiten, of aanvaard het met een reden.",
        "let the one exclude the other, or accept it with a reason.",
    ),
    "flaw_equivalent": (
        "“{name}” en “{other}” gelden bij dezelfde organisaties.",
        "“{name}” and “{other}” apply to the same organisations.",
    ),
    "mend_equivalent": ("kijk of dat bedoeld is.", "see whether that is meant."),
    "flaw_implied": (
        "Waar “{name}” geldt, geldt ook “{other}”.",
        "Where “{name}” applies, “{other}” does too.",
    ),
    "mend_implied": ("kijk of dat bedoeld is.", "see whether that is meant."),
    "flaw_strength_and_weakness": (
        "“{name}” (sterk) en “{other}” (knelpunt) gelden samen, over de factor “{factor}”.",
        "“{name}” (strength) and “{other}” (weakness) apply at once, about the factor “{factor}”.",
    ),
    "mend_strength_and_weakness": (
        "sluit de een uit bij de ander, of meld een tegenspraak.",
        "let the one exclude the other, or tell a contradiction.",
    ),
    # what nobody reads
    "flaw_unread_question": (
        "Het antwoord op “{name}” verandert niets aan een advies.",
        "The answer to “{name}” changes nothing in any advice.",
    ),
    "mend_unread_question": (
        "gebruik het in een regel, of haal de vraag weg.",
        "use it in a rule, or remove the question.",
    ),
    "flaw_unread_option": (
        "Geen voorwaarde leest of onderscheidt deze opties van “{name}”: {options}.",
        "No condition reads these options of “{name}” or tells them apart: {options}.",
    ),
    "mend_unread_option": (
        "gebruik ze in een regel, of haal ze weg.",
        "use them in a rule, or remove them.",
    ),
    "flaw_unread_derived": ("Geen voorwaarde leest “{name}”.", "No condition reads “{name}”."),
    "mend_unread_derived": ("gebruik het feit, of haal het weg.", "use the fact, or remove it."),
    "flaw_unread_factor": ("Geen regel gaat over de factor “{name}”.", "No rule is about the factor “{name}”."),
    "mend_unread_factor": ("schrijf een regel, of haal de factor weg.", "write a rule, or remove the factor."),
    "flaw_unread_weight": ("De punten voor “{case}” tellen nergens mee.", "The points for “{case}” are never counted."),
    "mend_unread_weight": (
        "gebruik “{case}” in een regel, of geef het punten.",
        "use “{case}” in a rule, or give it points.",
    ),
    # questions
    "flaw_never_asked": (
        "De vraag “{name}” wordt nooit gesteld: “{condition}” kan niet gelden.",
        "The question “{name}” is never asked: “{condition}” cannot hold.",
    ),
    "mend_never_asked": ("verander “ask_when:”.", "change “ask_when:”."),
    "flaw_asked_in_circle": (
        "De vraag “{name}” wacht op {others}, en die wacht op haar.",
        "The question “{name}” waits for {others}, which waits for it.",
    ),
    "mend_asked_in_circle": ("doorbreek de kring.", "break the circle."),
    "flaw_idle_later": (
        "In de fase “{phase}” wordt de vraag “{name}” niet gesteld, ook niet later.",
        "In the phase “{phase}” the question “{name}” is not asked, not even later.",
    ),
    "mend_idle_later": ("haal de fase weg.", "remove the phase."),
    # what comes before what
    "flaw_needs_apart": (
        "“{name}” heeft “{other}” eerst nodig, maar ze worden nooit samen aanbevolen.",
        "“{name}” needs “{other}” first, yet the two are never recommended together.",
    ),
    "mend_needs_apart": (
        "haal de aanbeveling weg onder “needs:”, of verander wat de twee uitsluit.",
        "remove it under “needs:”, or change what excludes the two.",
    ),
    "flaw_needs_before_start": (
        "“{rid}” hoort bij het begin, maar er gaat te veel aan vooraf: {others}.",
        "“{rid}” belongs at the start, yet too much comes before it: {others}.",
    ),
    "mend_needs_before_start": (
        "haal iets weg onder “needs:”, of laat meer toe onder “within:”.",
        "remove something under “needs:”, or allow more under “within:”.",
    ),
    # where a rule is shut out
    "flaw_never_in_phase": (
        "“{name}” kan niet gelden in deze fasen: {options}.",
        "“{name}” cannot apply in these phases: {options}.",
    ),
    "mend_never_in_phase": ("kijk of dat bedoeld is.", "see whether that is meant."),
    "flaw_never_in_sector": (
        "“{name}” kan niet gelden in deze sectoren: {options}.",
        "“{name}” cannot apply in these sectors: {options}.",
    ),
    "mend_never_in_sector": ("kijk of dat bedoeld is.", "see whether that is meant."),
    # what was accepted
    "flaw_stale_acceptance": (
        "Hier is niets (meer) dat “{what}” heet en aanvaard kan worden.",
        "Nothing here is called “{what}” (any more) that can be accepted.",
    ),
    "mend_stale_acceptance": ("haal het weg onder “accept:”.", "remove it under “accept:”."),
}
