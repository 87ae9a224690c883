"""What the software itself says, in Dutch and English.

What the knowledge says stands in ``knowledge/`` and ``rules/``.
"""

from .library.wording import Language

PHRASES: dict[str, tuple[str, str]] = {
    # mistakes in a profile
    "not_json": ("Dit is geen geldige JSON ({detail}).", "This is not valid JSON ({detail})."),
    "not_utf8": ("De tekst is geen UTF-8.", "The text is not UTF-8."),
    "too_big": ("Het profiel is groter dan {limit} KiB.", "The profile is larger than {limit} KiB."),
    "too_deep": (
        "Het profiel is dieper genest dan {limit} niveaus.",
        "The profile is nested deeper than {limit} levels.",
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
    "one_of_these": ("Een van deze is genoeg:", "One of these is enough:"),
    "change_in": ("Wat deze aanbeveling in het advies brengt: {title}", "What brings this recommendation in: {title}"),
    "change_out": ("Wat deze aanbeveling doet vervallen: {title}", "What takes this recommendation away: {title}"),
    "change_one": ("Eén ander antwoord is genoeg.", "One other answer is enough."),
    "change_many": (
        "Daar zijn {count} andere antwoorden voor nodig; met minder lukt het niet.",
        "It takes {count} other answers; fewer will not do.",
    ),
    "change_fixed": (
        "Met antwoorden die u kunt veranderen lukt dit niet. Dit staat vast:",
        "No answer that you can change does this. What is fixed:",
    ),
    "change_never": ("Geen enkel antwoord doet dit.", "No answer does this."),
    "decides_first": (
        "Beslist mee of dit bij de eerste tien hoort: {titles}.",
        "Helps decide whether this belongs to the first ten: {titles}.",
    ),
    # an interview
    "ask_start": (
        "Ik bewaar elk antwoord meteen in {file}. Stoppen en later verdergaan kan altijd.",
        "Every answer is saved in {file} at once. You can stop and go on later.",
    ),
    "ask_settled": (
        "Al beslist: {verdicts} van de {of} aanbevelingen. Van de eerste {of_first} staan er {first} vast.",
        "Settled: {verdicts} of {of} recommendations. Of the first {of_first}, {first} are sure.",
    ),
    "ask_nothing": (
        "Er is geen vraag meer die de eerste tien aanbevelingen kan veranderen.",
        "No question is left that can change the first ten recommendations.",
    ),
    "ask_prompt": ("Uw antwoord:", "Your answer:"),
    "ask_keys": (
        "[?] weet ik niet  [l] later  [t] terug  [h] hulp  [s] stoppen",
        "[?] I don't know  [l] later  [b] back  [h] help  [q] stop",
    ),
    "ask_several": ("Typ de nummers die kloppen, of 0.", "Type the numbers that apply, or 0."),
    "ask_choose": ("Typ een nummer van 1 tot {most}.", "Type a number from 1 to {most}."),
    "ask_number": ("Typ een getal van {low} tot {high}.", "Type a number from {low} to {high}."),
    "ask_saved": (
        "Bewaard in {file}. Het hele advies: advisor advise {file}",
        "Saved in {file}. All of the advice: advisor advise {file}",
    ),
    "ask_next": ("Wat het meest beslist, eerst:", "What decides most, first:"),
    # how firm the order is
    "stability_about": (
        "Elk gewicht van de redactie tot {percent} % hoger of lager; op open vragen elk antwoord. Een vaste plaats "
        "verschuift weinig en vervalt niet.",
        "Every weight of the editors up to {percent}% higher or lower; open questions answered in any way. A firm "
        "place moves little and does not lapse.",
    ),
    "stability_ranks": ("plaats", "rank"),
    "stability_weights": ("gewichten", "weights"),
    "stability_answers": ("antwoorden", "answers"),
    "stability_together": ("samen", "together"),
    "label_firm": ("vast", "firm"),
    "label_shaky": ("wankel", "shaky"),
    "may_lapse": ("kan vervallen", "may lapse"),
    "total": ("samen", "total"),
    "same_recommendation": ("Noem twee verschillende aanbevelingen.", "Name two different recommendations."),
    "above_needs": ("{higher} komt eerst: {lower} komt daarna.", "{higher} comes first: {lower} comes after it."),
    "above_waits": (
        "{higher} gaat voor, want {lower} komt pas na {through}.",
        "{higher} goes first, because {lower} comes only after {through}.",
    ),
    "above_minor": (
        "{higher} gaat voor, want {lower} rust alleen op lichte bevindingen.",
        "{higher} goes first, because {lower} rests on light findings only.",
    ),
    "above_equal": (
        "{higher} en {lower} hebben allebei {score} punten; gelijke scores staan op alfabet van hun id.",
        "{higher} and {lower} have {score} points each; equal scores are ordered by their ids.",
    ),
    "above_score": (
        "{higher} heeft {points} punten meer dan {lower}: {told}.",
        "{higher} has {points} points more than {lower}: {told}.",
    ),
    "no_such_recommendation": ("De aanbeveling “{name}” bestaat niet.", "The recommendation “{name}” does not exist."),
    "not_given": (
        "Deze aanbeveling wordt niet gegeven; zie “advisor why-not”.",
        "This recommendation is not given; see “advisor why-not”.",
    ),
    "not_given_here": ("Deze aanbeveling wordt niet gegeven.", "This recommendation is not given."),
    "not_what_if": ("Dit is geen profiel met andere antwoorden.", "This is not a profile with other answers."),
    "expected_what_if": (
        "een object met “profile” (een profiel) en “answers” (de andere antwoorden)",
        "an object with “profile” (a profile) and “answers” (the other answers)",
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


def say(key: str, language: Language, **details: object) -> str:
    """One phrase in one language."""
    text = PHRASES[key][language == "en"]
    return text.format(**details) if details else text
