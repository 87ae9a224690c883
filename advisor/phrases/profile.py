"""What is said of a profile: its mistakes, and the form that asks for it."""

PHRASES: dict[str, tuple[str, str]] = {
    # mistakes in a profile
    "not_json": ("Dit is geen geldige JSON ({detail}).", "This is not valid JSON ({detail})."),
    "json_comma_too_many": ("geen komma vóór een haakje dat sluit", "no comma before a closing bracket"),
    "json_open_text": ('een " die de tekst sluit', 'a " to close the text'),
    "json_open_end": ("een haakje dat sluit wat openstaat", "a closing bracket for each open one"),
    "json_end": ("niets meer achter het einde", "nothing after the end"),
    "json_comma": (
        'een komma tussen twee antwoorden, of een " die ontbreekt',
        'a comma between two answers, or a missing "',
    ),
    "json_colon": ("een dubbelpunt achter de naam", "a colon after the name"),
    "json_quotes": (
        'rechte dubbele aanhalingstekens (") rond elke naam en tekst',
        'straight double quotes (") around every name and text',
    ),
    "json_any": ("JSON", "JSON"),
    "not_utf8": ("De tekst is geen UTF-8.", "The text is not UTF-8."),
    "too_big": ("De tekst is groter dan {limit} KiB.", "The text is larger than {limit} KiB."),
    "too_deep": (
        "De tekst is dieper genest dan {limit} niveaus.",
        "The text is nested deeper than {limit} levels.",
    ),
    "twice": ("De sleutel “{name}” staat er twee keer.", "The key “{name}” occurs twice."),
    "not_object": (
        "Hier hoort een JSON-object te staan, niet {value}.",
        "Expected a JSON object here, not {value}.",
    ),
    "unknown_field": ("Het veld “{name}” bestaat niet.", "The field “{name}” does not exist."),
    "unknown_attributes": (
        "{count} {count:kenmerk bestaat|kenmerken bestaan} niet: {names}.",
        "{count} {count:attribute does|attributes do} not exist: {names}.",
    ),
    "unknown_attribute": ("Het kenmerk “{name}” bestaat niet.", "The attribute “{name}” does not exist."),
    "not_text": (
        "Hier hoort tekst te staan van hoogstens {limit} {limit:teken|tekens}.",
        "Expected text of at most {limit} {limit:character|characters}.",
    ),
    "not_option": ("{value} is geen mogelijk antwoord.", "{value} is not a possible answer."),
    "not_options": ("{value} is geen lijst met antwoorden.", "{value} is not a list of answers."),
    "option_twice": ("{value} staat er twee keer.", "{value} occurs twice."),
    "not_number": ("{value} is geen getal.", "{value} is not a number."),
    "two_readings": (
        "{value} kan {one} of {other} betekenen.",
        "{value} can mean {one} or {other}.",
    ),
    "percentage_or_share": (
        "Bedoelt u {one} % of {other} %? Schrijf {other}, of {one} % met het teken erbij.",
        "Did you mean {one}% or {other}%? Write {other}, or {one}% with the percent sign.",
    ),
    "not_whole": ("{value} is geen geheel getal.", "{value} is not a whole number."),
    "out_of_range": ("{value} valt buiten het bereik.", "{value} is out of range."),
    "answers_missing": ("Het veld “answers” ontbreekt.", "The field “answers” is missing."),
    "and_more": ("En nog {count} andere {count:fout|fouten}.", "And {count} more {count:mistake|mistakes}."),
    "expected_options": ("een van {codes}", "one of {codes}"),
    "expected_list": (
        "een lijst met een of meer van {codes}; leeg betekent: geen",
        "a list of any of {codes}; an empty list means none",
    ),
    "expected_range": ("een getal van {low} tot {high}", "a number from {low} to {high}"),
    "expected_whole": ("een geheel getal van {low} tot {high}", "a whole number from {low} to {high}"),
    "expected_reading": (
        "{one} of {other}, zonder punt of komma tussen de duizendtallen",
        "{one} or {other}, without a thousands separator",
    ),
    "expected_unquoted": ("{value}, zonder aanhalingstekens", "{value}, without quotation marks"),
    "expected_fields": ("de velden name, reference, answers en notes", "the fields name, reference, answers and notes"),
    "expected_notes": ("een object met bij elk kenmerk een toelichting", "an object with a note for each attribute"),
    "expected_note": (
        "een object met de velden text, evidence en confidence",
        "an object with the fields text, evidence and confidence",
    ),
    "expected_attribute": ("een kenmerk uit de vragenlijst", "an attribute from the questionnaire"),
    "expected_answers": ("een object met antwoorden", "an object with answers"),
    "expected_text": ("tekst zonder losse surrogaten", "text without lone surrogates"),
    "expected": ("Verwacht: {expected}.", "Expected: {expected}."),
    "nearest": ("Bedoelt u “{name}”?", "Did you mean “{name}”?"),
    # notes beside answers
    "confidence_measured": ("gemeten", "measured"),
    "confidence_known": ("uit eigen kennis", "known first-hand"),
    "confidence_guessed": ("geschat", "guessed"),
    "note": ("Toelichting", "Note"),
    # the profile as a form
    "form": ("Profiel van een organisatie", "Profile of an organisation"),
    "form_about": (
        "Antwoord wat u weet. Laat de rest weg: dat telt dan niet als ja en niet als nee.",
        "Answer what you know. Leave out the rest: it counts neither as yes nor as no.",
    ),
    "form_name": ("Naam", "Name"),
    "form_name_about": (
        "Hoe u deze organisatie noemt; telt niet mee voor het advies.",
        "What you call this organisation; it does not affect the advice.",
    ),
    "form_reference": ("Kenmerk", "Reference"),
    "form_reference_about": (
        "Uw eigen nummer of kenmerk; telt niet mee voor het advies.",
        "Your own number or reference; it does not affect the advice.",
    ),
    "form_notes": ("Toelichtingen", "Notes"),
    "form_notes_about": (
        "Wat u bij een antwoord wilt zeggen; telt niet mee voor het advies.",
        "What you want to say beside an answer; it does not affect the advice.",
    ),
    "form_note_text": ("Toelichting", "Note"),
    "form_note_text_about": ("In uw eigen woorden.", "In your own words."),
    "form_note_evidence": ("Waaruit blijkt het?", "What shows it?"),
    "form_note_evidence_about": (
        "Bijvoorbeeld een verslag, een telling of een gesprek.",
        "For example a report, a count or a conversation.",
    ),
    "form_note_confidence": ("Hoe zeker is het?", "How sure is it?"),
    "form_answers": ("Antwoorden", "Answers"),
    "form_answers_about": (
        "Een lege lijst betekent: geen van deze. Een vraag die ontbreekt, is niet beantwoord.",
        "An empty list means: none of these. A question that is left out is not answered.",
    ),
    "form_none": (
        "Kies iets en wis het weer voor: {label}. Wat u niet aanraakt, is niet beantwoord.",
        "For “{label}”, choose something and remove it again. A question you leave alone is not answered.",
    ),
    "form_ends": ("{low} = {low_label}; {high} = {high_label}.", "{low} = {low_label}; {high} = {high_label}."),
    "form_ask_when": ("Vraag dit als {condition}.", "Ask this if {condition}."),
    "form_ask_unless": ("Vraag dit niet als {condition}.", "Do not ask this if {condition}."),
    "form_ask_later": ("Vraag dit nog niet als {condition}.", "Do not ask this yet if {condition}."),
}
