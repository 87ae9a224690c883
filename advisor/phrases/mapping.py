"""What is wrong with a mapping file, and how it is mended; named as in `knowledge`."""

PHRASES: dict[str, tuple[str, str]] = {
    "wrong_note_fields": ("Bij deze toelichting staat geen veld.", "No field is named for this note."),
    "mend_note_fields": (
        "noem het veld met “text:”, “evidence:” of “confidence:”",
        "name the field with “text:”, “evidence:” or “confidence:”",
    ),
    "wrong_means_unanswered": (
        "“{text}” betekent ook: niet beantwoord.",
        "“{text}” also means: not answered.",
    ),
    "mend_one_place": (
        "noem de tekst op een van de twee plaatsen.",
        "name the text in one of the two places.",
    ),
    "wrong_holds_separator": (
        "In “{text}” staat het scheidingsteken “{separator}”.",
        "“{text}” holds the separator “{separator}”.",
    ),
    "mend_holds_separator": (
        "kies in het formulier een ander scheidingsteken.",
        "choose another separator in the form.",
    ),
    "wrong_text_twice": (
        "“{text}” staat er twee keer, op wit na.",
        "“{text}” stands twice but for white space.",
    ),
    "wrong_header_row": ("Zo’n rij heeft de kop niet.", "The header has no such row."),
    "wrong_ticked_both": (
        "“{text}” betekent zowel aangekruist als niet aangekruist.",
        "“{text}” means both ticked and not ticked.",
    ),
    "wrong_field_nameless": ("Een veld heeft geen naam.", "A field has no name."),
    "mend_field_nameless": (
        "schrijf het veld zoals het in het formulier heet.",
        "write the field as the form calls it.",
    ),
    "wrong_field_used": (
        "Het veld “{field}” wordt al gebruikt voor “{use}”.",
        "The field “{field}” is already used for “{use}”.",
    ),
    "mend_field_used": ("gebruik elk veld één keer.", "use each field once."),
    "wrong_field_or_fields": (
        "Bij “{name}” hoort “field” of “fields”, een van de twee.",
        "“{name}” needs either “field” or “fields”.",
    ),
    "mend_field_or_fields": (
        "zeg waar het antwoord in het formulier staat.",
        "name where the answer stands in the form.",
    ),
    "wrong_nothing_to_translate": (
        "Met een veld voor elke optie is er niets te vertalen.",
        "With a field for each option there is nothing to translate.",
    ),
    "wrong_no_ticked": (
        "Nergens staat welke tekst betekent: aangekruist.",
        "Nothing says which text means: ticked.",
    ),
    "mend_no_ticked": ("schrijf bovenaan “ticked:” erbij.", "add “ticked:” at the top."),
    "wrong_one_field": (
        "{form} zet meer antwoorden in één veld.",
        "{form} gives several answers in one field.",
    ),
    "mend_one_field": ("gebruik “field” en “options”.", "use “field” and “options”."),
    "wrong_no_separator": (
        "Nergens staat wat er tussen meer antwoorden staat.",
        "Nothing says what stands between several answers.",
    ),
    "wrong_two_fields": (
        "Twee velden zijn voor “{code}”.",
        "Two fields feed “{code}”.",
    ),
    "mend_two_fields": ("gebruik één veld per optie.", "use one field for each option."),
    "wrong_is_asked": (
        "“{code}” wordt wel gevraagd: er staat een tekst voor.",
        "“{code}” is asked: a text stands for it.",
    ),
    "wrong_nothing_stands_for": (
        "Geen tekst van het formulier staat voor {codes}.",
        "No text of the form stands for {codes}.",
    ),
    "mend_nothing_stands_for": (
        "vertaal er een tekst naar, of noem het onder “not_asked:”.",
        "translate a text to it, or name it under “not_asked:”.",
    ),
}
