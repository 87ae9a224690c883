"""What the software itself says, in Dutch and English.

What the knowledge says stands in ``knowledge/`` and ``rules/``.
"""

from collections.abc import Sequence

from .library.wording import Language

PHRASES: dict[str, tuple[str, str]] = {
    # mistakes in a profile
    "not_json": ("Dit is geen geldige JSON ({detail}).", "This is not valid JSON ({detail})."),
    "not_utf8": ("De tekst is geen UTF-8.", "The text is not UTF-8."),
    "too_big": ("De tekst is groter dan {limit} KiB.", "The text is larger than {limit} KiB."),
    "too_deep": (
        "De tekst is dieper genest dan {limit} niveaus.",
        "The text is nested deeper than {limit} levels.",
    ),
    "twice": ("De sleutel “{name}” staat er twee keer.", "The key “{name}” stands twice."),
    "not_object": (
        "Hier hoort een JSON-object te staan, niet {value}.",
        "A JSON object is expected here, not {value}.",
    ),
    "unknown_field": ("Het veld “{name}” bestaat niet.", "The field “{name}” does not exist."),
    "unknown_attribute": ("Het kenmerk “{name}” bestaat niet.", "The attribute “{name}” does not exist."),
    "not_text": (
        "Hier hoort tekst te staan van hoogstens {limit} tekens.",
        "A text of at most {limit} characters is expected.",
    ),
    "not_option": ("{value} is geen mogelijk antwoord.", "{value} is not a possible answer."),
    "not_options": ("{value} is geen lijst met antwoorden.", "{value} is not a list of answers."),
    "option_twice": ("{value} staat er twee keer.", "{value} stands twice."),
    "not_number": ("{value} is geen getal.", "{value} is not a number."),
    "not_whole": ("{value} is geen geheel getal.", "{value} is not a whole number."),
    "out_of_range": ("{value} valt buiten het bereik.", "{value} is out of range."),
    "answers_missing": ("Het veld “answers” ontbreekt.", "The field “answers” is missing."),
    "and_more": ("En nog {count} andere fouten.", "And {count} more mistakes."),
    "expected_options": ("een van {codes}", "one of {codes}"),
    "expected_list": (
        "een lijst met een of meer van {codes}; leeg betekent: geen",
        "a list of some of {codes}; empty means none",
    ),
    "expected_range": ("een getal van {low} tot {high}", "a number from {low} to {high}"),
    "expected_whole": ("een geheel getal van {low} tot {high}", "a whole number from {low} to {high}"),
    "expected_fields": ("de velden name, reference en answers", "the fields name, reference and answers"),
    "expected_attribute": ("een kenmerk uit de vragenlijst", "an attribute of the questionnaire"),
    "expected_answers": ("een object met antwoorden", "an object with answers"),
    "expected_text": ("tekst zonder losse surrogaten", "text without lone surrogates"),
    "expected": ("Verwacht: {expected}.", "Expected: {expected}."),
    "nearest": ("Bedoelt u “{name}”?", "Did you mean “{name}”?"),
    # the advice as text
    "advice_for": ("Advies voor {name}", "Advice for {name}"),
    "advice": ("Advies", "Advice"),
    "phase_first": ("Eerst doen", "Do first"),
    "phase_next": ("Daarna", "Next"),
    "phase_later": ("Later", "Later"),
    "rests_on": ("Rust op {answers} en {passages}.", "Rests on {answers} and {passages}."),
    "answers_one": ("1 antwoord", "1 answer"),
    "answers_many": ("{count} antwoorden", "{count} answers"),
    "passages_one": ("1 passage", "1 passage"),
    "passages_many": ("{count} passages", "{count} passages"),
    "provisional_unless": (
        "Voorlopig: vervalt als blijkt: {exception}.",
        "Provisional: lapses if it turns out: {exception}.",
    ),
    "nothing": (
        "Uit deze antwoorden volgt geen aanbeveling.",
        "No recommendation follows from these answers.",
    ),
    "strengths": ("Wat al goed gaat", "What goes well already"),
    "tensions": ("Spanningen: waar de bronnen verschillen", "Tensions: where the sources differ"),
    "contradictions": ("Kloppen deze antwoorden samen?", "Do these answers fit together?"),
    "open_questions": ("Nog te beantwoorden", "Still to answer"),
    "undecided": (
        "Nog niet te zeggen: {count} aanbevelingen wachten op antwoorden.",
        "Cannot be told yet: {count} recommendations wait for answers.",
    ),
    "decides": ("beslist over: {titles}", "decides on: {titles}"),
    "and_others": ("{titles} en {count} andere", "{titles} and {count} others"),
    "needs": ("Na {titles}.", "After {titles}."),
    "because": ("Omdat", "Because"),
    "what_helps": ("Wat helpt", "What helps"),
    "what_holds_back": ("Wat tegenwerkt of anders luidt", "What pulls the other way"),
    "steps": ("Stappen", "Steps"),
    "caveats": ("Let op", "Mind"),
    "sources": ("Bronnen", "Sources"),
    "inference": ("gevolgtrekking van de redactie, niet uit een bron", "the editors' inference, in no source"),
    "editorial": ("keuze van de redactie", "the editors' choice"),
    "your_answer": ("U antwoordde", "You answered"),
    "follows": ("volgt uit uw antwoorden", "follows from your answers"),
    "rule": ("Regel", "Rule"),
    "source_place": ("{title}, alinea {paragraph}", "{title}, paragraph {paragraph}"),
    "read": ("lees de passage", "read the passage"),
    "score": ("Score {score}", "Score {score}"),
    "basis_source": ("bron", "source"),
    "basis_judgement": ("redactie", "editors"),
    "edition": ("Kennis {edition}, software {software}.", "Knowledge {edition}, software {software}."),
    "sides": (
        "Aan de ene kant: {one} Aan de andere kant: {other}",
        "On the one side: {one} On the other side: {other}",
    ),
    "resolution": ("Wat beslist: {text}", "What decides: {text}"),
    "severity_critical": ("zeer ernstig", "critical"),
    "severity_high": ("ernstig", "high"),
    "severity_medium": ("matig", "medium"),
    "severity_low": ("licht", "low"),
    # why and why not
    "why_given": ("Waarom deze aanbeveling: {title}", "Why this recommendation: {title}"),
    "why_not": ("Waarom niet: {title}", "Why not: {title}"),
    "is_given": (
        "Deze aanbeveling wordt gegeven; zie “advisor why”.",
        "This recommendation is given; see “advisor why”.",
    ),
    "verdict": ("Oordeel: {verdict}", "Verdict: {verdict}"),
    "verdict_recommended": ("aanbevolen", "recommended"),
    "verdict_provisional": ("voorlopig aanbevolen", "provisionally recommended"),
    "verdict_undecided": ("nog niet te zeggen", "undecided"),
    "verdict_not_indicated": ("niet aan de orde", "not indicated"),
    "failed": ("klopt niet", "does not hold"),
    "open": ("niet beantwoord", "not answered"),
    "blocked": ("vervalt door de uitzondering", "lapses because of the exception"),
    "seen_needed": (
        "“{name}”: u antwoordde {seen}; nodig: {needed}",
        "“{name}”: you answered {seen}; needed: {needed}",
    ),
    "open_needed": ("“{name}”: niet beantwoord; nodig: {needed}", "“{name}”: not answered; needed: {needed}"),
    "no_such_recommendation": ("De aanbeveling “{name}” bestaat niet.", "The recommendation “{name}” does not exist."),
    "not_given": (
        "Deze aanbeveling wordt niet gegeven; zie “advisor why-not”.",
        "This recommendation is not given; see “advisor why-not”.",
    ),
    # what if
    "changed_answers": ("Andere antwoorden", "Changed answers"),
    "unanswered": ("(niet beantwoord)", "(not answered)"),
    "comes": ("komt erbij", "comes"),
    "goes": ("vervalt", "goes"),
    "moves": ("van {before} naar {after}", "from {before} to {after}"),
    "through": ("door {causes}", "through {causes}"),
    "findings": ("Bevindingen", "Findings"),
    "recommendations": ("Aanbevelingen", "Recommendations"),
    "nothing_changes": ("Aan het advies verandert niets.", "Nothing changes in the advice."),
    # an advice made earlier
    "field_missing": ("Het veld “{name}” ontbreekt.", "The field “{name}” is missing."),
    "not_in_advice": ("{value} kan hier in een advies niet staan.", "{value} cannot stand here in an advice."),
    "answers_edited": (
        "Deze antwoorden zijn niet die van het bewijs: iemand heeft ze veranderd.",
        "These answers are not those of the receipt: somebody changed them.",
    ),
    "other_knowledge": (
        "Dit advies is gemaakt met kennis {then}; hier staat {now}.",
        "This advice was made with knowledge {then}; here stands {now}.",
    ),
    "expected_advice": ("wat “advisor advise --format json” schrijft", "what “advisor advise --format json” writes"),
    "expected_own_answers": ("de antwoorden waarvoor het advies is gemaakt", "the answers the advice was made for"),
    "expected_knowledge": ("de map met de kennis van dit advies", "the folder with the knowledge of this advice"),
    "expected_sides": (
        "de velden before en after, elk een profiel of een advies",
        "the fields before and after, each a profile or an advice",
    ),
    # replay
    "replay_same": (
        "Hetzelfde: uit zijn bewijs komt dit advies opnieuw, byte voor byte.",
        "The same: its receipt makes this advice again, byte for byte.",
    ),
    "replay_differs": ("Niet hetzelfde. Anders dan toen: {parts}.", "Not the same. Other than then: {parts}."),
    "replay_content": (
        "Niet hetzelfde, terwijl alles in het bewijs klopt: de inhoud zelf is veranderd.",
        "Not the same, though all in the receipt is right: the content itself was changed.",
    ),
    "replay_layout": (
        "Dezelfde inhoud, anders opgeschreven: witruimte, volgorde van velden of schrijfwijze van tekens.",
        "The same content, written otherwise: white space, order of fields or spelling of characters.",
    ),
    "replay_answers": (
        "Niet opnieuw te maken: de kennis hier kan deze antwoorden niet gebruiken.",
        "Cannot be made again: the knowledge here cannot use these answers.",
    ),
    "replay_receipt": (
        "Het bewijs noemt kennis {edition} ({knowledge}), software {software} en {engine}.",
        "The receipt tells of knowledge {edition} ({knowledge}), software {software} and {engine}.",
    ),
    "replay_refused": (
        "De kennis hier kan deze antwoorden niet gebruiken:",
        "The knowledge here cannot use these answers:",
    ),
    "replay_remedy": (
        "Is de kennis van toen er nog? Noem haar map met --data.",
        "Do you still have the knowledge of then? Name its folder with --data.",
    ),
    "weights_untold": ("De gewichten: dit bewijs noemt ze niet.", "The weights: this receipt does not tell them."),
    "part_profile": ("de antwoorden", "the answers"),
    "part_edition": ("de editie", "the edition"),
    "part_knowledge": ("de kennis", "the knowledge"),
    "part_weights": ("de gewichten", "the weights"),
    "part_engine": ("de regelmotor", "the rule engine"),
    "part_software": ("de software", "the software"),
    "then_now": ("{what}: toen {then}, nu {now}", "{what}: then {then}, now {now}"),
    "absent": ("niets", "nothing"),
    "more_places": ("En nog {count} plaatsen.", "And {count} more places."),
    # compare
    "comparison": ("Toen en nu", "Then and now"),
    "comparison_for": ("Toen en nu: {name}", "Then and now: {name}"),
    "made_stored": (
        "{when}: een advies, gemaakt met kennis {edition} en software {software}.",
        "{when}: an advice, made with knowledge {edition} and software {software}.",
    ),
    "made_now": ("{when}: een profiel, op kennis {edition}.", "{when}: a profile, on knowledge {edition}."),
    "then": ("Toen", "Then"),
    "now": ("Nu", "Now"),
    "progress": ("Voortgang", "Progress"),
    "weaknesses": ("Knelpunten", "Weaknesses"),
    "change_solved": ("Opgelost", "Solved"),
    "change_lost": ("Er niet meer", "No longer there"),
    "change_no_longer_known": ("Niet meer te zeggen", "No longer known"),
    "change_new": ("Nieuw", "New"),
    "change_gained": ("Erbij", "Gained"),
    "change_known_now": ("Nu pas te zeggen", "Only known now"),
    "change_gone_otherwise": ("Weg, maar niet door uw antwoorden", "Gone, but not through your answers"),
    "change_added_otherwise": ("Erbij, maar niet door uw antwoorden", "Added, but not through your answers"),
    "change_still_there": ("Er nog", "Still there"),
    "change_kept": ("Gebleven", "Kept"),
    "weaknesses_then_now": ("Knelpunten: {counts}.", "Weaknesses: {counts}."),
    "count_solved": ("{count} opgelost", "{count} solved"),
    "count_no_longer_known": ("{count} niet meer te zeggen", "{count} no longer known"),
    "count_gone_otherwise": ("{count} weg zonder uw toedoen", "{count} gone without your doing"),
    "count_added_otherwise": ("{count} erbij zonder uw toedoen", "{count} added without your doing"),
    "count_still_there": ("{count} er nog", "{count} still there"),
    "count_new": ("{count} nieuw", "{count} new"),
    "count_known_now": ("{count} nu pas te zeggen", "{count} only known now"),
    "advice_stays": ("Het advies blijft hetzelfde.", "The advice stays the same."),
    "advice_changes": ("Het advies verandert.", "The advice changes."),
    "advice_through": ("Het advies verandert door {causes}.", "The advice changes through {causes}."),
    "cause_answers": ("de antwoorden", "the answers"),
    "cause_answer_one": ("antwoord {numbers}", "answer {numbers}"),
    "cause_answer_many": ("de antwoorden {numbers}", "the answers {numbers}"),
    "cause_knowledge": ("de kennis", "the knowledge"),
    "cause_weights": ("de gewichten", "the weights"),
    "cause_software": ("de software", "the software"),
    "cause_not_told_apart": ("kennis, gewichten of software", "knowledge, weights or software"),
    "cause_together": ("het samengaan daarvan", "these together"),
    "moved_within_one": ("En 1 staat elders in dezelfde fase.", "And 1 stands elsewhere in the same phase."),
    "moved_within_many": (
        "En {count} staan elders in dezelfde fase.",
        "And {count} stand elsewhere in the same phase.",
    ),
    "where_from": ("Waar het vandaan komt", "Where it comes from"),
    "part_stays": ("{part}: hetzelfde.", "{part}: the same."),
    "part_untold": ("{part}: niet te zeggen.", "{part}: cannot be told."),
    "part_changed": ("{part}: {then} → {now}.", "{part}: {then} → {now}."),
    "answers_changed_one": ("Antwoorden: 1 veranderd.", "Answers: 1 changed."),
    "answers_changed_many": ("Antwoorden: {count} veranderd.", "Answers: {count} changed."),
    "named_answers": ("Antwoorden", "Answers"),
    "named_knowledge": ("Kennis", "Knowledge"),
    "named_weights": ("Gewichten", "Weights"),
    "named_software": ("Software", "Software"),
    "named_not_told_apart": ("Kennis, gewichten en software samen", "Knowledge, weights and software together"),
    "rerun": ("Opnieuw gemaakt met alleen dit anders: {what}.", "Made again with only this changed: {what}."),
    "rerun_software": (
        "Opnieuw gemaakt met dezelfde antwoorden en kennis: {what}.",
        "Made again with the same answers and knowledge: {what}.",
    ),
    "no_rerun": ("Niet apart na te gaan.", "Cannot be tried apart."),
    "no_difference": ("geen verschil", "no difference"),
    "difference": ("{what} anders", "{what} changed"),
    "recommendations_one": ("1 aanbeveling", "1 recommendation"),
    "recommendations_many": ("{count} aanbevelingen", "{count} recommendations"),
    "findings_one": ("1 bevinding", "1 finding"),
    "findings_many": ("{count} bevindingen", "{count} findings"),
    "remedy_before": (
        "De kennis van toen, {version}, is hier niet. Met --data-before en haar map is na te gaan wat door de kennis, "
        "de gewichten of de software komt.",
        "The knowledge of then, {version}, is not here. With --data-before and its folder it can be told what comes of "
        "the knowledge, the weights or the software.",
    ),
    "remedy_after": (
        "De kennis van nu, {version}, is hier niet. Met --data en haar map is na te gaan wat door de kennis, "
        "de gewichten of de software komt.",
        "The knowledge of now, {version}, is not here. With --data and its folder it can be told what comes of "
        "the knowledge, the weights or the software.",
    ),
    "made_otherwise": (
        "Dezelfde softwareversie maakt het bewaarde advies nu anders: het bestand of de software is sindsdien "
        "veranderd. Zie “advisor replay”.",
        "The same software version now makes the stored advice otherwise: the file or the software was changed since. "
        "See “advisor replay”.",
    ),
    "answers_left_out": (
        "Niet in elke herhaling gebruikt, want niet alle kennis kent deze antwoorden: {names}.",
        "Not used in every re-run, as not all knowledge has these answers: {names}.",
    ),
    # the graph
    "answers_column": ("Uw antwoorden", "Your answers"),
    # over HTTP: what went wrong
    "status_400": ("Het verzoek is niet te lezen", "The request cannot be read"),
    "status_404": ("Niet gevonden", "Not found"),
    "status_405": ("Methode niet toegestaan", "Method not allowed"),
    "status_406": ("Gevraagde vorm bestaat niet", "Not acceptable"),
    "status_413": ("Te groot", "Content too large"),
    "status_415": ("Deze vorm wordt niet gelezen", "Unsupported media type"),
    "status_422": ("Er staan fouten in het verzoek", "The request holds mistakes"),
    "status_500": ("Er ging hier iets mis", "Something went wrong here"),
    "status_503": ("Nog niet klaar", "Not ready"),
    "http_unreadable": ("Het verzoek is niet te lezen.", "The request cannot be read."),
    "http_no_address": ("Dit adres bestaat niet.", "This address does not exist."),
    "http_no_id": ("Deze id bestaat hier niet.", "This id does not exist here."),
    "http_method": ("Deze methode kan hier niet.", "This method cannot be used here."),
    "http_accept": (
        "Het antwoord bestaat niet in de gevraagde vorm.",
        "The answer does not exist in the form asked for.",
    ),
    "http_content_type": ("Dit type inhoud wordt niet gelezen.", "This type of content is not read."),
    "http_coding": ("Deze codering van de inhoud wordt niet gelezen.", "This coding of the content is not read."),
    "http_parameter": ("De waarde van “{name}” kan niet.", "The value of “{name}” cannot be used."),
    "http_failed": (
        "Het antwoord kon niet worden gemaakt; het verzoek kan in orde zijn.",
        "The answer could not be made; the request may be in order.",
    ),
    "http_no_knowledge": ("De kennis is niet geladen.", "The knowledge is not loaded."),
    "http_mistakes": ("{count} fouten; zie “errors”.", "{count} mistakes; see “errors”."),
    "expected_id": ("een id uit {place}", "an id from {place}"),
    "expected_address": ("een adres uit /openapi.json", "an address from /openapi.json"),
    "expected_no_coding": ("inhoud zonder codering", "content without a coding"),
    # the profile as a form
    "form": ("Profiel van een organisatie", "Profile of an organisation"),
    "form_about": (
        "Antwoord wat u weet. Laat de rest weg: dat telt dan niet als ja en niet als nee.",
        "Answer what you know. Leave out the rest: it then counts neither as yes nor as no.",
    ),
    "form_name": ("Naam", "Name"),
    "form_name_about": (
        "Hoe u deze organisatie noemt; telt niet mee voor het advies.",
        "What you call this organisation; it plays no part in the advice.",
    ),
    "form_reference": ("Kenmerk", "Reference"),
    "form_reference_about": (
        "Uw eigen nummer of kenmerk; telt niet mee voor het advies.",
        "A number or reference of your own; it plays no part in the advice.",
    ),
    "form_answers": ("Antwoorden", "Answers"),
    "form_answers_about": (
        "Een lege lijst betekent: geen van deze. Een vraag die ontbreekt, is niet beantwoord.",
        "An empty list means: none of these. A question that is left out has not been answered.",
    ),
    "form_none": ("Kies niets voor: {label}.", "Choose nothing for: {label}."),
    "form_ends": ("{low} = {low_label}; {high} = {high_label}.", "{low} = {low_label}; {high} = {high_label}."),
    "form_ask_when": ("Vraag dit als {condition}.", "Ask this if {condition}."),
    "form_ask_later": ("Vraag dit nog niet als {condition}.", "Do not ask this yet if {condition}."),
}


def enumerated(names: Sequence[str], language: Language) -> str:
    """“a, b and c”; of one name just that."""
    joint = " en " if language == "nl" else " and "
    return joint.join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def say(key: str, language: Language, **details: object) -> str:
    """One phrase in one language."""
    text = PHRASES[key][language == "en"]
    return text.format(**details) if details else text
