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
    # the store
    "store_unavailable": (
        "De bewaarplaats antwoordt nu niet. Probeer het zo meteen opnieuw.",
        "The store does not answer now. Try again in a moment.",
    ),
    "store_behind": (
        "De tabellen van de databank ontbreken of zijn ouder dan deze software. Draai eerst “advisor store upgrade”.",
        "The tables of the database are missing or older than this software. Run “advisor store upgrade” first.",
    ),
    "store_ahead": (
        "De tabellen van de databank zijn van nieuwere software. Werk Advisor bij.",
        "The tables of the database are of newer software. Update Advisor.",
    ),
    "store_url": (
        "Het adres van de databank klopt niet. Verwacht: sqlite:///pad/naar/bestand.db of "
        "postgresql://gebruiker:wachtwoord@server/databank.",
        "The address of the database is not right. Expected: sqlite:///path/to/file.db or "
        "postgresql://user:password@server/database.",
    ),
    "store_driver": (
        "Voor PostgreSQL ontbreekt een pakket. Installeer Advisor met postgres erbij: pip install '.[postgres]'.",
        "A package for PostgreSQL is missing. Install Advisor with postgres: pip install '.[postgres]'.",
    ),
    "store_tenant": (
        "Een klantomgeving heet met kleine letters, cijfers en streepjes, hoogstens 63 tekens.",
        "The name of a tenant has small letters, digits and hyphens, at most 63 characters.",
    ),
    "store_scope": (
        "Deze sleutel mag dit niet. Nodig: een sleutel met {needed}.",
        "This key may not do this. Needed: a key with {needed}.",
    ),
    "store_key_refused": (
        "Deze sleutel geldt hier niet. Vraag een nieuwe aan wie de server beheert.",
        "This key is not valid here. Ask whoever runs the server for a new one.",
    ),
    "store_no_key": (
        "Er is geen sleutel “{id}”. “advisor keys list” toont ze.",
        "There is no key “{id}”. “advisor keys list” shows them.",
    ),
    "store_key_shape": (
        "Een sleutel heeft een naam van hoogstens {limit} tekens, mag read, write of admin, "
        "en 1 tot {most} verzoeken per minuut.",
        "A key has a name of at most {limit} characters, may read, write or admin, and 1 to {most} requests a minute.",
    ),
    "store_no_advice": ("Er is geen advies “{id}”.", "There is no advice “{id}”."),
    "store_damaged": (
        "Het bewaarde advies “{id}” is beschadigd en wordt niet getoond. Haal het uit een reservekopie.",
        "The kept advice “{id}” is damaged and is not shown. Take it from a backup.",
    ),
    "store_other_series": (
        "De adviezen “{one}” en “{other}” zijn niet van dezelfde organisatie.",
        "The advices “{one}” and “{other}” are not of the same organisation.",
    ),
    "store_nothing_earlier": (
        "Er is geen eerder advies van dezelfde organisatie dan “{id}”.",
        "There is no earlier advice of the same organisation than “{id}”.",
    ),
    "store_cursor": (
        "Deze cursor komt niet van hier. Begin zonder cursor bij de eerste bladzijde.",
        "This cursor is not from here. Start without one, at the first page.",
    ),
    "store_limit": ("Een bladzijde heeft 1 tot {limit} adviezen.", "A page has 1 to {limit} advices."),
    "store_status": (
        "Deze status bestaat niet. Verwacht: een van {statuses}.",
        "There is no such status. Expected: one of {statuses}.",
    ),
    "store_reason": (
        "Bij rejected hoort een reden, bij postponed mag ze, bij open en accepted niet; hoogstens {limit} tekens.",
        "With rejected comes a reason, with postponed it may, with open and accepted not; at most {limit} characters.",
    ),
    "store_no_recommendation": (
        "Dit advies heeft geen aanbeveling “{name}”.",
        "This advice has no recommendation “{name}”.",
    ),
    "store_retry": (
        "Deze Idempotency-Key kwam al met een ander verzoek. Neem een nieuwe.",
        "This Idempotency-Key came before with another request. Take a new one.",
    ),
    "store_retry_key": (
        "Een Idempotency-Key heeft 1 tot {limit} tekens.",
        "An Idempotency-Key has 1 to {limit} characters.",
    ),
    "store_upgraded": ("De tabellen zijn bijgewerkt.", "The tables were brought up to date."),
    "store_up_to_date": ("De tabellen waren al bij.", "The tables were up to date."),
    "store_kept": ("Bewaard als {id}.", "Kept as {id}."),
    "store_deleted": ("Advies {id} is voorgoed verwijderd.", "Advice {id} is deleted for good."),
    "store_nothing_kept": ("Er is nog niets bewaard.", "Nothing is kept yet."),
    "store_more": ("Meer: --cursor {cursor}", "More: --cursor {cursor}"),
    "store_whole": (
        "Elk advies is ongeschonden. Logboek: {count} regels, einde {hash}.",
        "Every advice is intact. Audit log: {count} entries, end {hash}.",
    ),
    "store_key_added": (
        "Sleutel {id} voor {tenant}. Bewaar hem nu: hij wordt niet nog eens getoond.",
        "Key {id} for {tenant}. Keep it now: it is not shown again.",
    ),
    "store_key_gone": ("Sleutel {id} is ingetrokken.", "Key {id} is revoked."),
    "store_no_keys": ("Er zijn geen sleutels.", "There are no keys."),
    "store_key_made": ("gemaakt {time}", "made {time}"),
    "store_key_used": ("gebruikt {time}", "used {time}"),
    "store_key_unused": ("nooit gebruikt", "never used"),
    "store_key_revoked": ("ingetrokken {time}", "revoked {time}"),
    "store_per_minute": ("{count} per minuut", "{count} a minute"),
    "store_audit": (
        "Het logboek is veranderd: regel {number} is niet zoals ze geschreven werd.",
        "The audit log was changed: entry {number} is not as it was written.",
    ),
}


def say(key: str, language: Language, **details: object) -> str:
    """One phrase in one language."""
    text = PHRASES[key][language == "en"]
    return text.format(**details) if details else text
