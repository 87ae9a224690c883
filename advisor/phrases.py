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
    # profiles in files, and foreign forms
    "unknown_kind": (
        "{name}: dit soort bestand wordt niet gelezen. Geef een map met JSON, of een bestand met een van {kinds}.",
        "{name}: this kind of file is not read. Give a folder of JSON, or a file with one of {kinds}.",
    ),
    "empty_folder": ("{name}: in deze map staat geen .json.", "{name}: there is no .json in this folder."),
    "no_pyarrow": (
        "Voor Parquet is pyarrow nodig: pip install 'advisor[parquet]'.",
        "Parquet needs pyarrow: pip install 'advisor[parquet]'.",
    ),
    "not_parquet": ("{name}: dit is geen Parquet.", "{name}: this is not Parquet."),
    "mapping_not_for_tables": (
        "{name}: deze koppeling leest JSON van Typeform, geen tabel.",
        "{name}: this mapping reads JSON of Typeform, not a table.",
    ),
    "no_header": ("De eerste regel noemt geen kolommen.", "The first line names no columns."),
    "cells": (
        "De rij heeft {found} cellen, de eerste regel heeft er {wanted}.",
        "The row has {found} cells, the first line has {wanted}.",
    ),
    "expected_cells": ("cellen met “{separator}” ertussen", "cells with “{separator}” between them"),
    "open_quote": ("Een aanhalingsteken wordt niet gesloten.", "A quotation mark is not closed."),
    "unmapped_field": (
        "Het veld “{name}” staat niet in de koppeling.",
        "The field “{name}” is not in the mapping.",
    ),
    "expected_mapped": (
        "een veld dat de koppeling gebruikt of onder “ignore” noemt",
        "a field that the mapping uses or names under “ignore”",
    ),
    "field_twice": ("Het veld “{name}” staat er twee keer.", "The field “{name}” stands twice."),
    "field_missing": (
        "Het veld “{name}” uit de koppeling ontbreekt.",
        "The field “{name}” of the mapping is missing.",
    ),
    "expected_record": ("een object met een waarde per veld", "an object with a value per field"),
    "not_translated": (
        "De koppeling vertaalt “{value}” niet.",
        "The mapping does not translate “{value}”.",
    ),
    "none_with_others": (
        "“{value}” staat samen met andere antwoorden.",
        "“{value}” stands together with other answers.",
    ),
    "expected_alone": ("dit antwoord alleen, of de andere", "this answer alone, or the others"),
    "expected_number_point": ("een getal zoals 1250 of 12.5", "a number such as 1250 or 12.5"),
    "expected_number_comma": ("een getal zoals 1250 of 12,5", "a number such as 1250 or 12,5"),
    "not_typeform": ("Dit is geen antwoord van Typeform.", "This is not an answer of Typeform."),
    "expected_typeform": (
        "form_response.answers, met in elk antwoord field.ref, type en een waarde",
        "form_response.answers, each with field.ref, type and a value",
    ),
    "mapping_fits": (
        "{name}: {form}. Past op kennis {edition}: {asked} van de {all} vragen, uit {fields} velden.",
        "{name}: {form}. Fits knowledge {edition}: {asked} of the {all} questions, from {fields} fields.",
    ),
    "no_mistakes": ("Geen fouten.", "No mistakes."),
    # many profiles at once
    "row": ("rij {number}", "row {number}"),
    "row_failed": (
        "Dit profiel kon niet verwerkt worden ({kind}).",
        "This profile could not be worked out ({kind}).",
    ),
    "batch_done": (
        "{rows} profielen: {done} adviezen, {wrong} met fouten.",
        "{rows} profiles: {done} advices, {wrong} with mistakes.",
    ),
    "batch_from": (
        "Verdergegaan na rij {number}, waar de vorige keer stopte.",
        "Continued after row {number}, where the last run stopped.",
    ),
    "batch_made_by": (
        "Geschreven: {name}. Kennis {edition} ({knowledge}), software {software}.",
        "Written: {name}. Knowledge {edition} ({knowledge}), software {software}.",
    ),
    "batch_interrupted": (
        "Onderbroken na rij {number}. Dezelfde opdracht gaat daar verder.",
        "Interrupted after row {number}. The same command continues there.",
    ),
    "batch_stopped": (
        "Onderbroken. Dezelfde opdracht gaat verder waar ze stopte.",
        "Interrupted. The same command continues where it stopped.",
    ),
    "batch_worker": (
        "Een werkproces is weggevallen na rij {number}. Dezelfde opdracht gaat daar verder.",
        "A worker process was lost after row {number}. The same command continues there.",
    ),
    "batch_changed": (
        "{name}: begonnen met {what}. Herstel dat, of begin opnieuw met --restart.",
        "{name}: was started with {what}. Restore that, or start anew with --restart.",
    ),
    "changed_input": ("een andere invoer", "another input"),
    "changed_mapping": ("een andere koppeling", "another mapping"),
    "changed_options": ("andere opties", "other options"),
    "changed_knowledge": ("andere kennis", "other knowledge"),
    "changed_software": ("andere software", "other software"),
    "and": ("en", "and"),
    "batch_busy": (
        "{name}: een andere opdracht is hier bezig.",
        "{name}: another command is at work here.",
    ),
    "batch_not_ours": (
        "{name}: hier staat iets dat geen begonnen batch is. Haal het weg of kies een andere naam.",
        "{name}: something stands here that is not a batch that was begun. Remove it or choose another name.",
    ),
    "folder_not_empty": (
        "{name}: deze map is niet leeg. Kies een nieuwe.",
        "{name}: this folder is not empty. Choose a new one.",
    ),
    "unknown_output": (
        "{name}: kies een naam op {kinds}, of een map zonder punt.",
        "{name}: choose a name that ends in {kinds}, or a folder without a point.",
    ),
    "portfolio": ("Portfolio", "Portfolio"),
    "organisations": ("organisaties", "organisations"),
    "weaknesses": ("Knelpunten", "Weaknesses"),
    "all": ("alle", "all"),
    "by": ("{what}, naar: {question}", "{what}, by: {question}"),
    "class_unanswered": ("niet beantwoord", "not answered"),
    "class_between": ("{low}–{high}", "{low}–{high}"),
    "class_below": ("{low} tot {high}", "{low} to below {high}"),
    "class_from": ("vanaf {low}", "from {low}"),
    "portfolio_without": (
        "{count} profielen met fouten tellen niet mee.",
        "{count} profiles with mistakes are left out.",
    ),
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
