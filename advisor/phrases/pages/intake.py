"""What the intake form says."""

PHRASES: dict[str, tuple[str, str]] = {
    # the start
    "intake_title": ("Advies voor uw digitale verandering", "Advice for your digital transformation"),
    "intake_what": (
        "Vertel hoe het er bij u voor staat. U krijgt aanbevelingen op volgorde, en bij elke aanbeveling ziet u "
        "waarom: uw antwoorden, de regel en de passage in de bron.",
        "Tell us how things are going. You get recommendations in order of importance, and for each one you see "
        "why: your answers, the rule and the passage in the source.",
    ),
    "intake_start": ("Begin met de vragen", "Start with the questions"),
    "intake_start_about": (
        "Hoogstens {questions} {questions:vraag|vragen} in {themes} {themes:thema|thema’s}. Antwoord wat u weet: "
        "“Weet ik niet” is altijd goed, en u kunt op elk moment advies vragen.",
        "At most {questions} {questions:question|questions} in {themes} {themes:theme|themes}. Answer what you "
        "know: “I don’t know” is always fine, and you can ask for advice at any time.",
    ),
    "intake_example": ("Begin met een voorbeeld", "Start from an example"),
    "intake_example_about": (
        "U ziet de antwoorden van een verzonnen organisatie. U kunt alles veranderen.",
        "You see the answers of a fictional organisation. You can change everything.",
    ),
    "intake_no_examples": ("Bij deze kennis staan geen voorbeelden.", "This knowledge comes without examples."),
    "intake_load": ("Ga verder met een bestand", "Continue with a file"),
    "intake_load_about": (
        "Hebt u eerder antwoorden of een advies bewaard als bestand (JSON)? Dan gaat u hier verder.",
        "Did you save answers or advice as a file (JSON) earlier? Continue here.",
    ),
    "intake_file": ("Bestand met antwoorden of een advies", "File with answers or advice"),
    "intake_load_button": ("Laad dit bestand", "Load this file"),
    "intake_no_file": ("Kies eerst een bestand.", "Choose a file first."),
    "intake_file_refused": ("Dit bestand kan niet worden geladen.", "This file cannot be loaded."),
    "intake_file_large": (
        "Het is te groot om een profiel of een advies te zijn.",
        "It is too large to be a profile or advice.",
    ),
    "intake_file_unreadable": (
        "Het is geen bestand met gegevens (JSON), of het is beschadigd. Bewaar uw antwoorden opnieuw, en laad dat "
        "bestand.",
        "It is not a data file (JSON), or it is damaged. Save your answers again and load that file.",
    ),
    "intake_file_other": (
        "Er staan geen antwoorden in zoals Advisor ze bewaart. Kies een profiel of een advies dat u hier als JSON "
        "bewaarde.",
        "It has no answers as Advisor saves them. Choose a profile or advice that you saved here as JSON.",
    ),
    "intake_privacy": ("Wat er met uw antwoorden gebeurt", "What happens to your answers"),
    "intake_privacy_about": (
        "Zolang u invult, bewaart deze server niets. Hij leest uw antwoorden alleen om de volgende vragen te kiezen. "
        "Vraagt u advies, dan bewaart hij het advies met uw antwoorden. Ze gaan nergens anders naartoe.",
        "While you fill in the form, this server saves nothing. It only reads your answers to choose the next "
        "questions. When you ask for advice, it saves the advice with your answers. They go nowhere else.",
    ),
    # where answers are kept that are not finished yet
    "intake_kept_start_nowhere": (
        "Ook uw browser bewaart niets: sluit u de pagina, dan zijn uw antwoorden weg. Bewaar ze eerst als bestand.",
        "Your browser saves nothing either: if you close the page, your answers are gone. Save them as a file first.",
    ),
    "intake_kept_start_here": (
        "Uw browser bewaart wat u invult op dit toestel, zodat u later verder kunt. Wat daar staat, ziet alleen wie "
        "deze browser gebruikt. Het gaat weg zodra u advies krijgt, of wanneer u het wist.",
        "Your browser saves what you fill in on this device, so that you can continue later. Only people who "
        "use this browser can see it. It is deleted when you get advice, or when you clear it.",
    ),
    "intake_kept_start_off": (
        "Uw browser bewaart niets: sluit u de pagina, dan zijn uw antwoorden weg.",
        "Your browser saves nothing: if you close the page, your answers are gone.",
    ),
    "intake_kept_form_nowhere": (
        "Niets wordt bewaard tot u advies vraagt. Sluit u deze pagina, dan zijn uw antwoorden weg.",
        "Nothing is saved until you ask for advice. If you close this page, your answers are gone.",
    ),
    "intake_kept_form_here": (
        "Uw browser bewaart uw antwoorden op dit toestel. De server bewaart niets tot u advies vraagt.",
        "Your browser saves your answers on this device. The server saves nothing until you ask for advice.",
    ),
    "intake_kept_form_off": (
        "Niets wordt bewaard tot u advies vraagt, ook niet in uw browser.",
        "Nothing is saved until you ask for advice, not even in your browser.",
    ),
    "intake_keep_off": ("Bewaar niets in deze browser", "Save nothing in this browser"),
    "intake_keep_on": ("Bewaar mijn antwoorden in deze browser", "Save my answers in this browser"),
    "intake_drafts": ("Ga verder waar u was", "Continue where you left off"),
    "intake_draft_drop": ("Wis", "Clear"),
    "intake_wipe": ("Wis mijn antwoorden", "Clear my answers"),
    "intake_wipe_about": (
        "Alles wat u in dit formulier invulde, gaat weg, ook uit uw browser.",
        "Everything you filled in on this form is deleted, from your browser too.",
    ),
    "intake_wipe_sure": ("Ja, wis alles", "Yes, clear it all"),
    # around every step
    "intake_form": ("Nieuw advies", "New advice"),
    "intake_to_overview": ("Voortgang en alle thema’s", "Progress and all themes"),
    "intake_overview": ("Voortgang en thema’s", "Progress and themes"),
    "intake_how_far": ("Hoe ver bent u?", "How far are you?"),
    "intake_settled_none": (
        "Er is nog niets zeker. Elk antwoord helpt.",
        "Nothing is certain yet. Every answer helps.",
    ),
    "intake_settled_all": (
        "Van elke aanbeveling is zeker of u ze krijgt.",
        "It is certain which recommendations you get: your open questions no longer change that.",
    ),
    "intake_settled": (
        "Van {verdicts} van de {of} {of:aanbeveling|aanbevelingen} is zeker of u ze krijgt.",
        "For {verdicts} of the {of} {of:recommendation|recommendations} it is certain whether you get "
        "{verdicts:it|them}.",
    ),
    "intake_settled_first": (
        "Van de eerste {of} {first:is|zijn} er {first} zeker.",
        "Of the first {of}, {first} {first:is|are} certain.",
    ),
    "intake_answered": (
        "U beantwoordde {answered} van de {asked} {asked:vraag|vragen}.",
        "You answered {answered} of {asked} {asked:question|questions}.",
    ),
    "intake_not_known": (
        "Van {count} {count:vraag|vragen} weet u het antwoord niet.",
        "You don’t know the answer to {count} {count:question|questions}.",
    ),
    "intake_answer_next": ("Dit antwoord helpt nu het meest:", "The most useful answer now:"),
    "intake_nothing_open": (
        "Geen open vraag verandert nog de eerste aanbevelingen.",
        "No open question changes the first recommendations any more.",
    ),
    "intake_only_unknown": (
        "Wat nog telt, weet u niet. Dat mag: vraag gerust advies.",
        "You don’t know the answers that still matter. That is fine: go ahead and ask for advice.",
    ),
    "intake_themes": ("Thema’s", "Themes"),
    "intake_answered_here": ("{answered} van {asked} ingevuld", "{answered} of {asked} filled in"),
    "intake_review": ("Controleer uw antwoorden", "Check your answers"),
    "intake_advise": ("Geef advies", "Get advice"),
    "intake_download": ("Bewaar uw antwoorden als bestand (JSON)", "Save your answers as a file (JSON)"),
    "intake_file_name": ("profiel.json", "profile.json"),
    "intake_after": ("Vervolg op een eerder advies.", "A follow-up to earlier advice."),
    "intake_after_about": (
        "Zo kunt u ze vergelijken. Gaat het om een andere organisatie, zet het vinkje dan uit.",
        "This lets you compare them. If it is about another organisation, untick the box.",
    ),
    "intake_arrived_live": ("Erbij gekomen: {questions}", "Added: {questions}"),
    "intake_gone_live": (
        "Er is een vraag weg die bij u niet meer past.",
        "A question that no longer applies to you has been removed.",
    ),
    # a step
    "intake_step": ("Thema {number} van {of}", "Theme {number} of {of}"),
    "intake_lead": (
        "Antwoord wat u weet. Wat u openlaat, telt niet als ja en niet als nee.",
        "Answer what you know. A question you leave open counts neither as yes nor as no.",
    ),
    "intake_about": ("Voor op het advies", "About this advice"),
    "intake_may_be_empty": ("(mag leeg blijven)", "(optional)"),
    "intake_note": ("Toelichting toevoegen", "Add a note"),
    "intake_note_text": ("Wat wilt u erbij zeggen?", "What do you want to say about it?"),
    "intake_help": ("Uitleg", "Explanation"),
    "intake_unknown": ("Weet ik niet", "I don’t know"),
    "intake_range": ("van {low} tot {high}", "from {low} to {high}"),
    "intake_next": ("Volgende", "Next"),
    "intake_back": ("Vorige", "Previous"),
    "intake_no_questions": (
        "Bij uw andere antwoorden past geen vraag uit dit thema. Ga gerust verder.",
        "Given your other answers, no question of this theme applies. Just continue.",
    ),
    "intake_does_not_fit": (
        "Deze vraag past niet bij uw andere antwoorden. Klopt uw antwoord nog? Kies anders “Weet ik niet”.",
        "This question does not fit your other answers. Is your answer still right? If not, choose “I don’t know”.",
    ),
    "intake_arrived": (
        "Door uw antwoorden {count:is er een vraag|zijn er {count} vragen} bij gekomen. Weet u "
        "{count:het|een} antwoord niet, ga dan gewoon verder.",
        "Your answers led to {count:one more question|{count} more questions}. If you do not know "
        "{count:the|an} answer, just continue.",
    ),
    "intake_see_also": ("Het gaat ook over:", "It is also about:"),
    "intake_your_answers": ("Het gaat over:", "It is about:"),
    # mistakes
    "intake_mistake": ("Fout", "Mistake"),
    "intake_mistakes": (
        "Kijk nog eens naar {count:dit antwoord|deze {count} antwoorden}",
        "Please look at {count:this answer|these {count} answers} again",
    ),
    "intake_choose_again": (
        "Dit antwoord bestaat niet (meer). Kies een van de antwoorden hieronder.",
        "This answer does not exist (any more). Choose one of the answers below.",
    ),
    "intake_unknown_and_more": (
        "U koos “Weet ik niet” en ook een antwoord. Laat een van beide staan.",
        "You chose “I don’t know” as well as an answer. Keep one of the two.",
    ),
    "intake_unknown_and_number": (
        "U koos “Weet ik niet” en vulde ook een getal in. Laat een van beide staan.",
        "You chose “I don’t know” and also filled in a number. Keep one of the two.",
    ),
    "intake_none_and_more": (
        "U koos dat niets past, en ook een antwoord dat wel past. Laat een van beide staan.",
        "You chose that none applies, and also an answer that does. Keep one of the two.",
    ),
    "intake_nothing_answered": (
        "U hebt nog niets beantwoord. Zonder antwoorden volgt er geen advies.",
        "You have not answered anything yet. Without answers there is no advice.",
    ),
    # the answers checked
    "intake_review_lead": (
        "Klopt alles? Vraag dan advies. Wat u niet weet, mag open blijven.",
        "Is everything right? Then ask for advice. What you do not know can stay open.",
    ),
    "intake_would_help": ("Deze antwoorden helpen nog het meest", "These answers would help most"),
    "intake_would_help_lead": (
        "Ze kunnen de eerste aanbevelingen nog veranderen.",
        "They can still change the first recommendations.",
    ),
    "intake_change": ("Wijzig", "Change"),
    "intake_unknown_left": (
        "{count} {count:antwoord|antwoorden} weet u niet",
        "{count} {count:answer|answers} you don’t know",
    ),
    "intake_skipped_left": (
        "{count} {count:vraag|vragen} overgeslagen",
        "{count} {count:question|questions} skipped",
    ),
    "intake_unasked_left": (
        "{count} {count:vraag|vragen} nog niet bekeken",
        "{count} {count:question|questions} not seen yet",
    ),
    "intake_from_example": (
        "Dit zijn de antwoorden van het voorbeeld “{name}”. Verander wat u wilt, of vraag meteen advies.",
        "These are the answers of the example “{name}”. Change what you like, or ask for advice right away.",
    ),
    "intake_loaded": (
        "Uit uw bestand: {count} {count:antwoord|antwoorden}.",
        "From your file: {count} {count:answer|answers}.",
    ),
}
