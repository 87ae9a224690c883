"""What is wrong with the knowledge and how its editor mends it.

A mistake is a whole sentence (“wrong_”); its remedy begins with a small letter (“mend_”), for it follows a colon.
"""

PHRASES: dict[str, tuple[str, str]] = {
    "remedy": ("Oplossing: {remedy}", "Remedy: {remedy}"),
    "more_complaints": (
        "… en nog {count} {count:fout|fouten}: verbeter deze eerst.",
        "… and {count} more: mend these first.",
    ),
    "mend_nearest": ("bedoelt u “{name}”?", "did you mean “{name}”?"),
    "mend_use_one_of": ("kies uit {choices}.", "use one of {choices}."),
    "mend_name_one": ("kies een naam die bestaat.", "name one that exists."),
    "mend_name_once": ("schrijf de naam één keer.", "name it once."),
    "mend_other_id": ("kies een andere id.", "choose another id."),
    "mend_other_text": ("kies een andere tekst.", "choose another text."),
    "mend_one_of_two": ("laat een van de twee staan.", "keep one of the two."),
    "mend_remove": ("haal “{field}:” weg.", "remove “{field}:”."),
    "mend_add_field": ("schrijf “{field}:” erbij.", "add “{field}:”."),
    "mend_add_one": ("schrijf er een bij.", "add one."),
    "mend_break_circle": ("doorbreek de kring.", "break the circle."),
    # what the names of entries stand for
    "kind_source": ("bron", "source"),
    "kind_factor": ("factor", "factor"),
    "kind_rule": ("regel", "rule"),
    "kind_recommendation": ("aanbeveling", "recommendation"),
    "kind_bundle": ("bundel", "bundle"),
    "kind_tension": ("spanning", "tension"),
    "kind_contradiction": ("tegenspraak", "contradiction"),
    "kind_cause": ("oorzaak", "cause"),
    "kind_silence": ("stilte", "silence"),
    "kind_word": ("woord", "word"),
    "kind_confined": ("beperking van woorden", "confinement of words"),
    "kind_question": ("vraag", "question"),
    "kind_case": ("geval", "case"),
    "kind_overlay": ("overlay", "overlay"),
    "kind_derived": ("afgeleid feit", "derived fact"),
    # files and folders
    "no_knowledge": (
        "{name}: daar staat geen knowledge/manifest.yaml. Noem de map met knowledge/ en rules/ erin.",
        "{name}: there is no knowledge/manifest.yaml here. Name the folder that contains knowledge/ and rules/.",
    ),
    "not_installed": (
        "De kennis is niet mee geïnstalleerd. Installeer opnieuw, of gebruik --data DIR.",
        "The knowledge is not installed with this package. Install it again, or use --data DIR.",
    ),
    "wrong_file_missing": ("Het bestand ontbreekt.", "The file is missing."),
    "mend_file_missing": ("zet het terug.", "restore it."),
    "wrong_folder_missing": ("De map bestaat niet.", "The folder does not exist."),
    "wrong_folder_empty": ("De map bevat geen YAML-bestanden.", "The folder holds no YAML files."),
    "wrong_folder_full": (
        "De map bevat meer dan {most} {most:bestand|bestanden}.",
        "The folder holds more than {most} {most:file|files}.",
    ),
    "mend_folder": ("zet de map terug zoals ze was.", "restore the folder."),
    "wrong_ending": ("De naam eindigt op {ending}.", "The name ends in {ending}."),
    "mend_ending": ("geef het bestand een naam op .yaml.", "rename the file: .yaml."),
    "wrong_place": ("Van hier wordt niets gelezen.", "Nothing is read from here."),
    "mend_place": ("zet het in een van {folders}.", "move it to one of {folders}."),
    "wrong_id_elsewhere": ("“{name}” staat al in {file}.", "“{name}” already stands in {file}."),
    # the shape of an entry
    "wrong_order": (
        "Het veld “{have}” staat waar “{want}” hoort.",
        "The field “{have}” stands where “{want}” belongs.",
    ),
    "mend_order": ("houd de volgorde {order} aan.", "keep the order {order}."),
    "wrong_field_missing": ("Het veld “{name}” ontbreekt.", "The field “{name}” is missing."),
    "wrong_unfilled": ("“{name}” is nog niet ingevuld.", "“{name}” is not filled in yet."),
    "mend_unfilled": ("vul het in ({holds}). {about}", "fill it in ({holds}). {about}"),
    "mend_unfilled_choice": (
        "vul het in ({holds} uit {choices}). {about}",
        "fill it in ({holds} of {choices}). {about}",
    ),
    "mend_unfilled_one": ("vul het in, of haal het weg.", "fill it in, or remove it."),
    "wrong_literal": ("“{value}” kan niet bij “{name}”.", "“{value}” is no value of “{name}”."),
    "wrong_value": ("De waarde van “{name}” past niet: {what}.", "The value of “{name}” cannot be used: {what}."),
    "mend_see": ("zie {manual}.", "see {manual}."),
    "mend_quote_value": ('zet het tussen aanhalingstekens: "{value}".', 'put it in quotes: "{value}".'),
    "mend_unquoted": ("schrijf {value}, zonder aanhalingstekens.", "write {value}, without quotes."),
    "mend_as_list": ("schrijf “{name}: [{value}]”.", "write “{name}: [{value}]”."),
    "mend_fields_below": (
        "schrijf de velden eronder ({fields}); zie {manual}.",
        "write its fields below it ({fields}); see {manual}.",
    ),
    "shape_string_type": ("hier hoort tekst", "it must be text"),
    "shape_int_type": ("hier hoort een geheel getal", "it must be a whole number"),
    "shape_float_type": ("hier hoort een getal", "it must be a number"),
    "shape_bool_type": ("hier hoort true of false", "it must be true or false"),
    "shape_list_type": ("hier hoort een lijst", "it must be a list"),
    "shape_dict_type": ("hier horen sleutels met een waarde", "it must hold keys with a value"),
    "shape_model_type": ("hier horen velden met een waarde", "it must hold fields with a value"),
    "shape_greater_than_equal": ("het is minstens {ge}", "it must be at least {ge}"),
    "shape_less_than_equal": ("het is hoogstens {le}", "it must be at most {le}"),
    "shape_too_short": ("de lijst telt er minstens {min_length}", "the list must hold at least {min_length}"),
    "shape_too_long": ("de lijst telt er hoogstens {max_length}", "the list must hold at most {max_length}"),
    "shape_string_too_short": (
        "de tekst telt minstens {min_length} {min_length:teken|tekens}",
        "the text must have at least {min_length} {min_length:character|characters}",
    ),
    "shape_string_too_long": (
        "de tekst telt hoogstens {max_length} {max_length:teken|tekens}",
        "the text must have at most {max_length} {max_length:character|characters}",
    ),
    "shape_string_pattern_mismatch": (
        "hier horen 64 tekens te staan: cijfers en de letters a tot f",
        "it must be 64 characters: digits and the letters a to f",
    ),
    "shape_finite_number": ("hier hoort een getal dat eindigt", "it must be a finite number"),
    "shape_other": ("ze is van een andere soort", "it is of another kind"),
    "shape_one_ground": (
        "noem de passages onder “because:”, of geef de reden van de redactie als nl en en, niet allebei",
        "give the passages under “because:”, or the editors' reason as nl and en, not both",
    ),
    "shape_hash_of_nothing": (
        "64 nullen zijn de hash van niets; laat “length”, “sha256” en “fragment” weg bij een passage die niemand in "
        "het document zag",
        "64 zeros are the hash of nothing; leave out “length”, “sha256” and “fragment” of a passage that nobody has "
        "seen in its document",
    ),
    "shape_half_locator": (
        "“length”, “sha256” en “fragment” staan er alle drie of geen van de drie",
        "“length”, “sha256” and “fragment” all stand there, or none of them",
    ),
    "shape_never_seen": (
        "bij een passage met een hash horen “canonical_form” en “length” van het document",
        "a passage with a hash needs “canonical_form” and “length” of the document",
    ),
    "shape_span": (
        "het tweede getal is kleiner dan het eerste",
        "the second number is lower than the first",
    ),
    "shape_severity_lines": (
        "“severity” is een lijst van regels als “high: otherwise”",
        "“severity” is a list of lines like “high: otherwise”",
    ),
    "shape_severity_otherwise": (
        "de laatste regel van “severity”, en alleen die, zegt “otherwise”",
        "the last line of “severity”, and only that, says “otherwise”",
    ),
    "shape_avoided": (
        "wat een tekst niet gebruikt, staat er in kleine letters en telt 1 tot {most} {most:woord|woorden}",
        "what a text does not use is written in small letters, 1 to {most} {most:word|words} long",
    ),
    # texts
    "wrong_text_blank": ("De tekst is leeg.", "The text is blank."),
    "mend_text_blank": ("schrijf de tekst.", "write the text."),
    "wrong_text_lines": (
        "In de tekst “{text}” staat een regeleinde.",
        "The text “{text}” holds a line break.",
    ),
    "mend_text_lines": ("schrijf ze op één regel, of onder “>-”.", "write it on one line, or below “>-”."),
    "wrong_text_unseen": (
        "In de tekst “{text}” staat {character}, dat niemand kan lezen.",
        "The text “{text}” holds {character}, which nobody can read.",
    ),
    "mend_text_unseen": ("haal het weg.", "remove it."),
    "wrong_text_braces": (
        "De tekst “{text}” heeft een accolade.",
        "The text “{text}” has a brace.",
    ),
    "mend_text_braces": (
        "noem een woord of een antwoord alleen in een tekst die zich aanpast, als {customers}.",
        "name a word or an answer only in a text that adapts, as {customers}.",
    ),
    # texts that fit the organisation
    "unknown_named": (
        "De tekst noemt “{name}”, en dat is geen woord en geen vraag naar een getal.",
        "The text names “{name}”, which is neither a word nor a question that asks for a number.",
    ),
    "mend_named": (
        "noem een woord uit knowledge/words.yaml, of een vraag naar een getal.",
        "name a word of knowledge/words.yaml, or a question that asks for a number.",
    ),
    "wrong_named_unknown": (
        "De tekst noemt het antwoord “{name}” en wordt ook getoond als dat niet bekend is.",
        "The text names the answer “{name}” and is shown even when that is not known.",
    ),
    "mend_named_unknown": (
        "zet de tekst onder “instead:”, met een “when:” die “{name}” nodig heeft.",
        "put the text under “instead:”, with a “when:” that needs “{name}”.",
    ),
    "wrong_named_languages": (
        "De talen noemen niet dezelfde woorden en antwoorden.",
        "The languages do not name the same words and answers.",
    ),
    "mend_named_languages": ("noem in elke taal dezelfde.", "name the same in each language."),
    "wrong_word_idle": ("Geen tekst noemt dit woord.", "No text names this word."),
    "mend_word_idle": ("gebruik het, of haal het weg.", "use it, or remove it."),
    "wrong_text_spaces": (
        "De tekst “{text}” begint of eindigt met wit.",
        "The text “{text}” begins or ends with white space.",
    ),
    "mend_text_spaces": ("haal het wit weg.", "remove the white space."),
    "wrong_title_begin": (
        "De titel “{text}” begint niet met een hoofdletter of een cijfer.",
        "The title “{text}” does not begin with a capital or a digit.",
    ),
    "wrong_title_end": ("De titel “{text}” eindigt op een punt.", "The title “{text}” ends with a full stop."),
    "mend_title_end": ("haal de punt weg: een titel is geen zin.", "remove it: a title is no sentence."),
    "wrong_clause_begin": (
        "Het zinsdeel “{text}” begint niet met een kleine letter.",
        "The clause “{text}” does not begin with a small letter.",
    ),
    "mend_clause_begin": (
        "laat het klein beginnen: het staat midden in een zin (een afkorting zoals IT mag).",
        "begin it small: it stands in the middle of a sentence (an abbreviation such as IT may stand first).",
    ),
    "wrong_clause_mark": ("In het zinsdeel “{text}” staat “{mark}”.", "There is “{mark}” in the clause “{text}”."),
    "mend_clause_mark": (
        "laat dat leesteken weg: het zinsdeel wordt met andere verbonden.",
        "leave that mark out: the clause is joined with others.",
    ),
    "wrong_clause_long": (
        "Het zinsdeel “{text}” telt {count} {count:woord|woorden}, meer dan de toegestane {most}.",
        "The clause “{text}” has {count} {count:word|words}, more than the {most} allowed.",
    ),
    "mend_clause_long": ("zeg hetzelfde korter.", "say the same in fewer words."),
    "wrong_sentence_begin": (
        "De zin “{text}” begint niet met een hoofdletter of een cijfer.",
        "The sentence “{text}” does not begin with a capital or a digit.",
    ),
    "mend_begin": ("laat de tekst daarmee beginnen.", "begin it so."),
    "wrong_sentence_end": ("De zin “{text}” heeft geen punt.", "The sentence “{text}” has no full stop."),
    "mend_sentence_end": ("eindig met “.”, “?” of “!”.", "end it with “.”, “?” or “!”."),
    "wrong_sentence_cut": (
        "Eén zin staat er als twee: “{one}” en “{other}”.",
        "One sentence stands as two: “{one}” and “{other}”.",
    ),
    "mend_sentence_cut": (
        "zet de zin tussen aanhalingstekens, want tussen haakjes eindigt een tekst bij een komma.",
        "put it between quotes, for a comma between brackets ends a text.",
    ),
    "wrong_word": ("De tekst gebruikt “{word}”: {why}.", "The text uses “{word}”: {why}."),
    "mend_word": ("schrijf “{word}”.", "write “{word}”."),
    "wrong_counts": (
        "Er {dutch:staat {dutch} tekst|staan {dutch} teksten} in het Nederlands en {english} in het Engels.",
        "There {dutch:is {dutch} text|are {dutch} texts} in Dutch and {english} in English.",
    ),
    "mend_counts": (
        "schrijf er evenveel in elke taal, in dezelfde volgorde.",
        "write as many in each language, in the same order.",
    ),
    "wrong_address": ("“{text}” is geen adres op het web.", "“{text}” is not an address on the web."),
    "mend_address": (
        "schrijf een adres dat begint met https:// of http://.",
        "write an address that begins with https:// or http://.",
    ),
    "wrong_edition": (
        "“{text}” is geen nummer van een editie.",
        "“{text}” is not the number of an edition.",
    ),
    "mend_edition": (
        "schrijf een jaar, een punt en een getal: “2026.1”.",
        "write a year, a point and a number: “2026.1”.",
    ),
    # conditions
    "wrong_condition": ("Een voorwaarde heeft precies één sleutel.", "A condition has exactly one key."),
    "mend_condition": (
        "schrijf één sleutel; meer voorwaarden staan in een lijst onder all, any of none.",
        "write one key; several conditions stand in a list under all, any or none.",
    ),
    "wrong_condition_list": (
        "Bij “{name}” hoort een lijst van voorwaarden.",
        "“{name}” needs a list of conditions.",
    ),
    "mend_condition_list": (
        "schrijf een voorwaarde per regel, met een streepje ervoor.",
        "write one condition per line, with a dash.",
    ),
    "wrong_condition_group": (
        "Onder “{name}” kan geen lijst staan.",
        "“{name}” cannot hold a list.",
    ),
    "mend_condition_group": (
        "een lijst van voorwaarden staat onder all, any of none; codes van opties staan onder one_of of includes_any.",
        "a list of conditions stands under all, any or none; option codes stand under one_of or includes_any.",
    ),
    "wrong_condition_factor": ("Bij “{name}” hoort een factor.", "“{name}” needs a factor."),
    "mend_condition_factor": ("schrijf de id van een factor.", "write the id of a factor."),
    "wrong_condition_name": ("“{name}” is geen naam van een feit.", "“{name}” is not the name of a fact."),
    "mend_condition_name": (
        "schrijf “weakness: <factor>” of “strength: <factor>”.",
        "write “weakness: <factor>” or “strength: <factor>”.",
    ),
    "wrong_condition_unclear": (
        "Het is niet duidelijk wat van “{name}” gevraagd wordt.",
        "What is asked of “{name}” is not clear.",
    ),
    "mend_condition_unclear": (
        "schrijf een waarde, of één operator met zijn waarde.",
        "write a value, or one operator with its value.",
    ),
    "wrong_operator_number": ("Bij “{name}” hoort een getal.", "“{name}” needs a number."),
    "mend_operator_number": ("schrijf een getal.", "write a number."),
    "wrong_operator_codes": ("Bij “{name}” horen codes van opties.", "“{name}” needs option codes."),
    "mend_operator_codes": (
        "schrijf codes van de opties van de vraag.",
        "write codes of the question's options.",
    ),
    "wrong_operator_true": ("“{name}” kan alleen true zijn.", "“{name}” can only be true."),
    "mend_operator_known": (
        "stilte bewijst niets: gebruik “unless” voor een uitzondering.",
        "silence proves nothing: use `unless` for an exception.",
    ),
    "mend_operator_empty": ("gebruik includes_any.", "use includes_any."),
    "wrong_operator": ("De operator “{name}” bestaat niet.", "The operator “{name}” does not exist."),
    "wrong_none_of_factor": (
        "“none” kan hier niet van een factor gevraagd worden.",
        "“none” cannot be asked of a factor here.",
    ),
    "mend_none_of_factor": ("zeg wat er wel gevonden wordt.", "say what is found instead."),
    "wrong_asked_here": ("“{name}” kan hier niet gevraagd worden.", "“{name}” cannot be asked here."),
    "wrong_derived_here": (
        "Het afgeleide feit “{name}” kan hier niet gevraagd worden.",
        "The derived fact “{name}” cannot be asked here.",
    ),
    "mend_ask_answers": ("vraag de antwoorden zelf.", "ask the answers themselves."),
    "wrong_true_or_false": ("“{name}” is true of false.", "“{name}” is true or false."),
    "mend_true_or_false": ("schrijf true of false.", "write true or false."),
    "mend_attribute_or_derived": (
        "noem een kenmerk of een afgeleid feit.",
        "name an attribute or a derived fact.",
    ),
    "wrong_one_answer": ("“{name}” heeft één antwoord.", "“{name}” has one answer."),
    "mend_one_answer": (
        "schrijf de code van de optie zelf, of one_of.",
        "write the option code itself, or one_of.",
    ),
    "wrong_several_answers": ("“{name}” heeft meer dan één antwoord.", "“{name}” has several answers."),
    "mend_several_answers": (
        "gebruik includes, includes_any, includes_all, includes_none of empty.",
        "use includes, includes_any, includes_all, includes_none or empty.",
    ),
    "wrong_is_number": ("“{name}” is een getal.", "“{name}” is a number."),
    "mend_compare_number": ("vergelijk met een getal.", "compare with a number."),
    "wrong_out_of_range": (
        "{value} valt buiten het bereik van “{name}” ({low} tot {high}).",
        "{value} is out of the range of “{name}” ({low} to {high}).",
    ),
    "mend_within_range": ("blijf binnen het bereik.", "stay within the range."),
    "wrong_is_whole": ("“{name}” is een geheel getal.", "“{name}” is a whole number."),
    "mend_whole": ("schrijf een geheel getal.", "write a whole number."),
    "wrong_is_choice": ("“{name}” is een keuze.", "“{name}” is a choice."),
    "wrong_option": ("“{code}” is geen optie van “{name}”.", "“{code}” is not an option of “{name}”."),
    "wrong_answer": (
        "“{value}” kan geen antwoord zijn op “{name}”.",
        "“{value}” cannot be an answer to “{name}”.",
    ),
    "mend_number_between": ("schrijf een getal van {low} tot {high}.", "write a number from {low} to {high}."),
}
