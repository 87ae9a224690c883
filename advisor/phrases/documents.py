"""What is said of the documents of others: what is wrong with one, and what the file of a new source holds."""

PHRASES: dict[str, tuple[str, str]] = {
    # what is wrong with a document
    "document_form": (
        "Bestanden van de soort “{form}” worden niet gelezen. Wel gelezen: {forms}.",
        "Files of the kind “{form}” are not read. Known kinds: {forms}.",
    ),
    "document_unreadable": ("Het bestand is niet te lezen: {why}.", "The file cannot be read: {why}."),
    "mend_document_unreadable": ("noem een bestand dat u mag lezen.", "name a file that you may read."),
    "document_large": (
        "Het bestand is groter dan {most} miljoen bytes.",
        "The file is larger than {most} million bytes.",
    ),
    "document_long": (
        "Er staat meer in dan {most} {most:teken|tekens}.",
        "It holds more than {most} {most:character|characters}.",
    ),
    "document_paragraphs": (
        "Er staan meer dan {most} {most:alinea|alinea’s} in.",
        "It holds more than {most} {most:paragraph|paragraphs}.",
    ),
    "mend_document_long": (
        "maak er per hoofdstuk een bestand van.",
        "make a file of each chapter.",
    ),
    "document_unpacked": (
        "Uitgepakt is het groter dan {most} miljoen bytes.",
        "Unpacked it is larger than {most} million bytes.",
    ),
    "document_drawn": ("Er is te veel in getekend.", "Too much is drawn in it."),
    "document_deep": (
        "De HTML is te diep genest.",
        "The HTML is nested too deeply.",
    ),
    "mend_document_text": ("bewaar het document als tekst (.txt).", "save the document as text (.txt)."),
    "document_damaged": (
        "Het bestand is beschadigd of geen {form}.",
        "The file is damaged, or is not {form}.",
    ),
    "mend_document_damaged": (
        "bewaar het opnieuw vanuit het programma waarin het openging.",
        "save it again from the program that opens it.",
    ),
    "document_locked": ("Er staat een wachtwoord op.", "It has a password."),
    "mend_document_locked": ("bewaar een kopie zonder wachtwoord.", "save a copy without a password."),
    "document_silent": ("Er staat geen tekst in.", "There is no text in it."),
    "mend_document_silent": (
        "laat een scan eerst door tekstherkenning (OCR) lezen.",
        "have text recognition (OCR) read a scan first.",
    ),
    "document_extra": (
        "Voor deze soort bestand ontbreekt een pakket.",
        "A package for this kind of file is not installed.",
    ),
    "mend_document_extra": (
        "pip install 'advisor[sources]', of bewaar het document als tekst (.txt).",
        "pip install 'advisor[sources]', or save the document as text (.txt).",
    ),
    "document_index": (
        "De SQLite van deze Python kan niet in teksten zoeken (FTS5).",
        "The SQLite of this Python cannot search texts (FTS5).",
    ),
    "mend_document_index": (
        "gebruik een Python van python.org, of die van uw systeem.",
        "use a Python from python.org, or that of your system.",
    ),
    # the file of a new source
    "added_head": (
        "De passages van een document: hun plaats en hun hash, geen zin ervan.\n"
        "Vul in waar … staat: per passage de kern (gist), of in plaats daarvan waarom ze geen advies draagt "
        "(not_advice).\n“advisor check” noemt elke plek.",
        "The passages of a document: their place and hash, no sentence of it.\n"
        "Fill in where … stands: of each passage its gist, or instead why it carries no advice (not_advice).\n"
        "“advisor check” names each place.",
    ),
    "added_section": ("Begin", "Start"),
    # which factors a document may support
    "suggest_head": (
        "{name}: een voorstel op grond van woorden. Er is niets geschreven; u beslist.",
        "{name}: a proposal based on words. Nothing was written; you decide.",
    ),
    "suggest_paragraph": ("Alinea {paragraph}: {begins} …", "Paragraph {paragraph}: {begins} …"),
    "suggest_none": (
        "{count:Alinea die van geen factor lijkt|Alinea’s die van geen factor lijken} te spreken: {paragraphs}.",
        "{count:Paragraph that seems|Paragraphs that seem} to speak of no factor: {paragraphs}.",
    ),
    "added_taken": (
        "De bron “{name}” bestaat al; leg haar met “advisor sources verify” naast uw kopie.",
        "The source “{name}” exists already; compare it with your copy with “advisor sources verify”.",
    ),
    "added_id": (
        "“{name}” kan geen id zijn: gebruik kleine letters, cijfers en koppeltekens, hoogstens {most} "
        "{most:teken|tekens}.",
        "“{name}” cannot be an id: use lower case, digits and hyphens, at most {most} {most:character|characters}.",
    ),
    "added_exists": (
        "{name}: dat bestand bestaat al; kies een andere naam.",
        "{name}: that file exists already; choose another name.",
    ),
}
