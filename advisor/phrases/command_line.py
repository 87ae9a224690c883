"""What the command line says: its help, its errors, and what goes wrong with files."""

PHRASES: dict[str, tuple[str, str]] = {
    # wrong usage, and the frame of help
    "cli_usage": ("Gebruik:", "Usage:"),
    "cli_options": ("Opties", "Options"),
    "cli_commands": ("Opdrachten", "Commands"),
    "cli_example": ("Voorbeeld:", "Example:"),
    "cli_options_form": ("[OPTIES]", "[OPTIONS]"),
    "cli_command_form": ("OPDRACHT [ARGUMENTEN]...", "COMMAND [ARGS]..."),
    "cli_default": ("standaard: {value}", "default: {value}"),
    "cli_required": ("verplicht", "required"),
    "help_help": ("Toon deze uitleg.", "Show this message and exit."),
    "help_version": ("Toon het versienummer.", "Show the version and exit."),
    "cli_version": ("advisor, versie {version}", "advisor, version {version}"),
    "cli_error": ("Fout: {what}", "Error: {what}"),
    "cli_try_help": ("Hulp: {command} --help", "Help: {command} --help"),
    "cli_missing_argument": ("{name} ontbreekt.", "{name} is missing."),
    "cli_missing_option": ("De optie {name} ontbreekt.", "The option {name} is missing."),
    "cli_choose": ("Kies uit: {choices}.", "Choose from: {choices}."),
    "cli_bad_value": ("{name}: {what}", "{name}: {what}"),
    "cli_not_one_of": ("“{value}” is geen van {choices}.", "“{value}” is not one of {choices}."),
    "cli_not_between": (
        "“{value}” is geen geheel getal van {low} tot {high}.",
        "“{value}” is not a whole number from {low} to {high}.",
    ),
    "cli_no_option": ("De optie {name} bestaat niet.", "There is no option {name}."),
    "cli_no_command": ("De opdracht “{name}” bestaat niet.", "There is no command “{name}”."),
    "cli_needs_value": ("Achter {name} hoort een waarde.", "{name} needs a value."),
    "cli_takes_no_value": ("Achter {name} hoort geen waarde.", "{name} takes no value."),
    "cli_too_much": ("Dit is te veel: {words}", "Unexpected arguments: {words}"),
    "cli_set": (
        "--set {setting}: schrijf ANTWOORD=WAARDE, bijvoorbeeld sector=public.",
        "--set {setting}: write ANSWER=VALUE, for example sector=public.",
    ),
    "cli_tenant_overlay": (
        "--tenant-overlay {setting}: schrijf KLANT=MAP, bijvoorbeeld acme=eigen-kennis.",
        "--tenant-overlay {setting}: write TENANT=DIR, for example acme=own-knowledge.",
    ),
    "cli_no_overlay": (
        "Noem minstens één map met eigen kennis: --overlay MAP.",
        "Name at least one folder with knowledge of your own: --overlay DIR.",
    ),
    "cli_ask_file": (
        "Het vraaggesprek leest antwoorden van de terminal: noem een bestand, niet “-”.",
        "The interview reads answers from the terminal: name a file, not “-”.",
    ),
    "cli_ask_round": (
        "Met --round bewaart de ronde uw antwoorden: noem geen bestand. --own hoort bij --round.",
        "With --round your answers are saved in the round: name no file. --own goes with --round.",
    ),
    "cli_unexpected": (
        "advisor: onverwachte fout ({kind}). Met ADVISOR_DEBUG=1 ziet u waar.",
        "advisor: unexpected failure ({kind}). Set ADVISOR_DEBUG=1 to see where.",
    ),
    # what goes wrong with a file, by the name of the error of the system
    "os_ENOENT": ("dit bestaat niet", "No such file or directory"),
    "os_no_folder": ("de map “{folder}” bestaat niet", "the folder “{folder}” does not exist"),
    "os_EISDIR": ("dit is een map, geen bestand", "Is a directory"),
    "os_ENOTDIR": ("dit is geen map", "Not a directory"),
    "os_EACCES": ("u hebt hier geen toegang toe", "Permission denied"),
    "os_EPERM": ("dit mag hier niet", "Operation not permitted"),
    "os_EEXIST": ("dit bestaat al", "File exists"),
    "os_ENOSPC": ("de schijf is vol", "No space left on device"),
    "os_EROFS": ("hier kan niet geschreven worden", "Read-only file system"),
    "os_ENAMETOOLONG": ("deze naam is te lang", "File name too long"),
    "os_other": ("lezen of schrijven lukt niet ({detail})", "reading or writing failed ({detail})"),
    # what each command does: the first line stands in the list of commands too
    "help_advisor": (
        "Advies over digitale transformatie, met de uitleg erbij tot op de passages in de bronnen.",
        "Advice for digital transformation, explained down to its source passages.",
    ),
    "help_advise": (
        "Het advies voor een profiel (“-” leest de standaardinvoer).",
        'The advice for a profile ("-" reads standard input).',
    ),
    "help_graph": (
        "De redenering als graaf: om te tekenen, om mee te rekenen, of getekend (svg, png).",
        "The explanation graph: to draw, to compute with, or as a picture (svg, png).",
    ),
    "help_ask": (
        "Een vraaggesprek dat de meest beslissende vraag eerst stelt, en het profiel bewaart (in PROFILE.json, "
        "of met -o in FILE).\nMet een profiel dat er al is, gaat het verder. Vragen die de eerste tien "
        "aanbevelingen niet kunnen veranderen, worden niet gesteld.",
        "An interview that asks the most decisive question next, and saves the profile (to PROFILE.json, or to "
        "-o FILE).\nAn existing profile is continued. Questions that cannot change the first ten recommendations "
        "are not asked.",
    ),
    "help_batch": (
        "Het advies voor veel profielen: JSON-regels, een map met JSON, CSV of Parquet erin; OUT naar zijn "
        "naam.\nOUT.jsonl heeft een regel per profiel, OUT.csv en OUT.parquet een rij per aanbeveling, en elke "
        "andere naam is een map met een rapport per profiel. Na een onderbreking gaat dezelfde opdracht verder "
        "waar ze stopte. Status 1 als een profiel fouten heeft: dat kost alleen zijn eigen rij.",
        "Advice for many profiles: JSON lines, a folder of JSON, CSV or Parquet in; the name of OUT decides "
        "what comes out.\nOUT.jsonl has a line for each profile, OUT.csv and OUT.parquet a row for each "
        "recommendation, and any other name is a folder with a report for each profile. If interrupted, the "
        "same command continues where it stopped. The exit status is 1 if a profile has mistakes: only its own "
        "row is lost.",
    ),
    "help_convert": (
        "De antwoorden van een vreemd formulier als profielen, in JSON-regels.\nINPUT is CSV of Parquet, of JSON "
        "zoals het formulier die stuurt: een bestand, JSON-regels of een map. Fouten gaan naar de standaardfout "
        "met hun rij; de andere rijen worden gewoon geschreven.",
        "Turn the answers of another form into profiles, as JSON lines.\nINPUT is CSV or Parquet, or JSON as the "
        "form posts it: a file, JSON lines or a folder. Mistakes go to standard error with their row; the other "
        "rows are still written.",
    ),
    "help_mapping": (
        "Koppelingen: bestanden die zeggen hoe een vreemd formulier gelezen wordt.",
        "Mapping files, which say how another form is read.",
    ),
    "help_mapping_check": (
        "Kijk een koppeling na: alle fouten ineens, met bestand, regel en remedie.",
        "Check a mapping file: every mistake at once, with file, line and remedy.",
    ),
    "help_why": (
        "Waarom deze aanbeveling: de redenering, tot op antwoorden en passages.",
        "Why this recommendation: the reasoning, down to answers and passages.",
    ),
    "help_why_not": (
        "Wat een aanbeveling tegenhield: elke voorwaarde die niet voldaan is, met wat er stond en wat nodig is.",
        "What kept a recommendation away: each failed condition, with the value seen and the value needed.",
    ),
    "help_what_if": (
        "Wat er in het advies verandert als antwoorden veranderen.\nTussen meer keuzes staat een komma; niets "
        "achter de = neemt het antwoord weg ([] betekent: geen).",
        "What changes in the advice when answers change.\nSeparate several options with commas; nothing after "
        "the = removes the answer ([] means: none).",
    ),
    "help_change": (
        "De minste antwoorden die u kunt veranderen om een aanbeveling erin te brengen of weg te nemen.",
        "The fewest answers you can change to add a recommendation or remove it.",
    ),
    "help_above": (
        "Waarom de ene aanbeveling boven de andere staat: de bijdragen, of de voorwaarde die besliste.",
        "Why one recommendation ranks above another: the contributions, or the prerequisite that decided.",
    ),
    "help_stability": (
        "Hoe vast de volgorde is: welke plaatsen elke aanbeveling kan krijgen als gewichten schuiven en vragen "
        "beantwoord worden.",
        "How firm the order is: the ranks each recommendation can take when weights move and questions are answered.",
    ),
    "help_differences": (
        "Waar mensen verschillend antwoordden: wat daarvan afhangt, wat u eerst bespreekt en wat al vaststaat.",
        "Where respondents differ: what depends on it, what to talk about first, and what is settled already.",
    ),
    "help_store": ("Adviezen die bewaard worden.", "Saved advice."),
    "help_store_upgrade": (
        "Maak de tabellen in een PostgreSQL-databank, of werk ze bij; een SQLite-bestand doet dat vanzelf.",
        "Create the tables in a PostgreSQL database, or upgrade them; an SQLite file does that by itself.",
    ),
    "help_store_keep": (
        "Maak het advies voor een profiel en bewaar het.",
        "Make the advice for a profile and save it.",
    ),
    "help_store_list": (
        "De bewaarde adviezen, het nieuwste eerst: id, tijdstip (UTC), editie, taal, kenmerk, naam.",
        "Saved advice, newest first: id, time (UTC), edition, language, reference, name.",
    ),
    "help_store_show": (
        "Een advies zoals het bewaard werd, in zijn eigen taal, met wat ervan kwam; als JSON tot op de byte.",
        "Saved advice as it was written, in its own language, with what became of it; as JSON, byte for byte.",
    ),
    "help_store_delete": (
        "Verwijder een advies voorgoed, met zijn profiel.",
        "Delete advice for good, with its profile.",
    ),
    "help_store_verify": (
        "Kijk elk advies en het logboek na: status 1 als er één niet is zoals het geschreven werd.\nHet einde van "
        "het logboek dat getoond wordt, elders genoteerd, bewijst later dat er niets van afgeknipt is.",
        "Check all advice and the audit log: the exit status is 1 if anything is not as it was written.\nIf you "
        "record the end of the log that this shows, it later proves that no entry was cut off.",
    ),
    "help_keys": (
        "De sleutels van wie een server iets mag vragen: elke sleutel hoort bij één klantomgeving.",
        "Keys for a server: each belongs to one tenant.",
    ),
    "help_keys_add": (
        "Maak een sleutel en toon hem, één keer; van dan af vraagt een server op deze databank een sleutel.",
        "Create a key and show it once; from then on a server on this database requires a key.",
    ),
    "help_keys_list": (
        "Elke sleutel met klantomgeving, bereik, limiet en naam; nooit wat er geheim aan is.",
        "Every key with its tenant, scope, rate limit and name; never its secret.",
    ),
    "help_keys_revoke": ("Maak een sleutel waardeloos, van nu af.", "Revoke a key, effective immediately."),
    "help_check": (
        "Kijk de kennis na: alle fouten ineens, met bestand, regel en remedie.\nWat een tekst, regel of vraag "
        "betekent, wordt bewezen over elk profiel dat de vragenlijst toelaat, met het kleinste profiel dat een fout "
        "toont. Een fout geeft status 1; met --strict ook een waarschuwing die niemand aanvaardde.",
        "Check the knowledge: every mistake at once, with file, line and remedy.\nWhat a text, rule or question means "
        "is proven over every profile that the questionnaire allows, with the smallest profile that shows a mistake. "
        "An error gives exit status 1; with --strict, so does a warning that nobody accepted.",
    ),
    "help_sign": (
        "Teken dat u beweringen hebt gelezen naast de passages die ze aanhalen.\nAlleen knowledge/signatures.yaml "
        "wordt geschreven, in de bovenste overlay als die er is. “advisor check” zegt wat nog gelezen moet worden.",
        "Sign that you read claims beside the passages that they cite.\nOnly knowledge/signatures.yaml is written, "
        "in the topmost overlay if there is one. “advisor check” tells what is yet to be read.",
    ),
    "option_sign_all": ("Teken alles.", "Sign everything."),
    "cli_sign_what": ("Noem ids, of gebruik --all.", "Name ids, or use --all."),
    "help_overlay": ("Eigen kennis, over de basis gelegd.", "Knowledge of your own, laid over the base."),
    "help_overlay_diff": (
        "Wat van de basis afwijkt: toegevoegd, vervangen of uitgeschakeld, met de reden.",
        "What deviates from the base: added, replaced or switched off, with the reason.",
    ),
    "help_sources": ("De brondocumenten.", "The source documents."),
    "help_sources_verify": (
        "Leg elke passage naast uw eigen kopieën van de documenten.\nElke passage is gevonden, verplaatst (elders "
        "in de tekst), dubbelzinnig (haar tekst staat er meer dan eens), veranderd of weg. Status 1 als een "
        "passage veranderd of weg is, of als een bron geen kopie heeft. Er komt geen zin van een document op het "
        "scherm: wat veranderde, wordt getoond met lengte en plaats.",
        "Check every passage against your own copies of the documents.\nEach passage is found, moved (elsewhere "
        "in the text), ambiguous (its text occurs more than once), changed or missing. The exit status is 1 if "
        "a passage is changed or missing, or if a source has no copy. No sentence of a document is printed: what "
        "changed is shown by its length and place.",
    ),
    "help_sources_add": (
        "De passages van een document als bron: plaats, hash en enkele woorden, geen zin ervan.\nFILE is tekst, "
        "Markdown, HTML, DOCX of PDF. Wat u zelf zegt (van wie het is, wat elke passage beweert), vult u daarna in; "
        "“advisor check” noemt elke plek.",
        "The passages of a document as a source: place, hash and a few words, no sentence of it.\nFILE is text, "
        "Markdown, HTML, DOCX or PDF. What only you can say (whose it is, what each passage claims) you fill in "
        "afterwards; “advisor check” names each place.",
    ),
    "help_sources_suggest": (
        "Welke factoren elke alinea van een document kan steunen, de beste eerst; en welke alinea’s van geen spreken."
        "\nHet is een voorstel, op deze computer gemaakt uit woorden alleen. Er wordt niets geschreven.",
        "Which factors each paragraph of a document may support, best first; and which paragraphs speak of none.\n"
        "It is a proposal, made on this computer from words alone. Nothing is written.",
    ),
    "help_compare": (
        "Wat er veranderde en waardoor: de organisatie, de kennis, de gewichten of de software.\nBEFORE en AFTER "
        "zijn elk een profiel, of een advies van “advisor advise --format json”.",
        "What changed and why: the organisation, the knowledge, the weights or the software.\nBEFORE and AFTER "
        "are each a profile, or advice that “advisor advise --format json” wrote.",
    ),
    "help_replay": (
        "Maak een advies opnieuw uit zijn bewijs: dezelfde bytes, of wat er precies verschilt (status 1).\nHet "
        "advies wordt gemaakt in de taal van zijn bewijs; --lang is de taal van wat hier gezegd wordt.",
        "Make advice again from its receipt: the same bytes, or exactly what differs (exit status 1).\nThe "
        "advice is made in the language of its receipt; --lang is the language of the messages here.",
    ),
    "help_serve": (
        "Bied de HTTP API en de pagina’s aan, alleen op deze computer; met sleutels (advisor keys add) ook voor "
        "anderen.\nDe server stopt bij SIGTERM, als alle verzoeken beantwoord zijn; bij SIGHUP leest hij de "
        "kennis opnieuw.",
        "Serve the pages and the HTTP API, on this computer only; with keys (advisor keys add) also for others.\n"
        "On SIGTERM it finishes all requests and stops; on SIGHUP it reloads the knowledge.",
    ),
    # what each option is for
    "option_recommendation": (
        "Alleen het deel dat deze aanbeveling uitlegt.",
        "Only the part that explains this recommendation.",
    ),
    "option_full": (
        "De hele tekst, en niet de korte vorm die in een mail past.",
        "All of the text, not the short form that fits in a mail.",
    ),
    "full_is_text": (
        "--full hoort bij de tekst; in --format {form} staat altijd alles.",
        "--full is for the text; --format {form} always holds everything.",
    ),
    "option_list": (
        "Toon alleen welke vragen de moeite zijn, en waarom; vraag en bewaar niets.",
        "Only list what is worth asking, and why; ask and save nothing.",
    ),
    "option_mapping": (
        "IN is een vreemd formulier: hoe het gelezen wordt.",
        "IN comes from another form: how to read it.",
    ),
    "option_report": (
        "OUT is een map: een rapport per profiel.",
        "OUT is a folder: the kind of report for each profile.",
    ),
    "option_summary": (
        "Wat ze gemeen hebben (.txt, .md, .csv, .json, .html).",
        "What the profiles have in common (.txt, .md, .csv, .json, .html).",
    ),
    "option_processes": (
        "Processen; anders zoveel als er kernen zijn.",
        "Number of processes; by default, as many as there are cores.",
    ),
    "option_cluster": (
        "Het adres van een Dask-scheduler, zoals tcp://10.0.0.1:8786: zijn workers doen het werk.",
        "The address of a Dask scheduler, such as tcp://10.0.0.1:8786: its workers do the work.",
    ),
    "option_excel": (
        "CSV met puntkomma’s en een byte order mark, zoals Excel ze in het Nederlands opent.",
        "CSV with semicolons and a byte order mark, as a Dutch Excel opens it.",
    ),
    "option_restart": (
        "Ga niet verder waar een vorige keer stopte.",
        "Start over instead of continuing an earlier run.",
    ),
    "option_set": ("Een antwoord om te veranderen.", "An answer to change."),
    "option_percent": ("Hoe ver de gewichten schuiven.", "How far the weights move."),
    "option_tenant": ("Van wie de adviezen zijn.", "Whose advice."),
    "option_reference": ("Alleen die met dit kenmerk.", "Only advice with this reference."),
    "option_cursor": ("Ga verder na een vorige bladzijde.", "Continue after an earlier page."),
    "option_key_tenant": ("Bij welke adviezen de sleutel kan.", "Whose advice the key gives access to."),
    "option_scope": (
        "submit: een advies vragen en als antwoord krijgen, niets anders. read leest; write doet beide; admin alles.",
        "submit: ask for advice and get it in the response, nothing else. read: read. write: both. admin: everything.",
    ),
    "option_per_minute": (
        "Hoeveel verzoeken per minuut; anders onbeperkt.",
        "Rate limit, in requests per minute; no limit by default.",
    ),
    "option_copies": ("Uw kopieën van de bronnen.", "Your copies of the sources."),
    "option_repair": (
        "Schrijf in de kennis waar verplaatste passages nu staan.",
        "Write in the knowledge where passages that moved stand now.",
    ),
    "option_id": ("Hoe de bron heet, zoals our-annual-report.", "What to call the source, such as our-annual-report."),
    "option_source_title": ("Titel van het document.", "Title of the document."),
    "option_source_author": ("Wie het schreef.", "Who wrote it."),
    "option_source_publisher": ("Wie het uitgaf.", "Who published it."),
    "option_source_date": ("Wanneer het verscheen.", "When it appeared."),
    "option_source_url": ("Het openbare adres, als het er een heeft.", "Its public address, if it has one."),
    "option_strict": (
        "Wees streng: ook een waarschuwing die niemand aanvaardde, geeft status 1.",
        "Be strict: a warning that nobody accepted gives exit status 1 too.",
    ),
    "option_all_flaws": ("Toon ook opmerkingen en wat aanvaard is.", "Also show notes and what was accepted."),
    "option_witnesses": (
        "Schrijf elk profiel dat een fout toont in deze map, voor advisor advise.",
        "Write every profile that shows a mistake into this folder, for advisor advise.",
    ),
    "option_all": ("Toon ook de passages die gevonden zijn.", "Also list the passages that were found."),
    "option_language": (
        "Taal van het antwoord, de hulp en de fouten; anders die van uw computer, anders Nederlands.",
        "Language of the answer, of help and of mistakes; by default that of your computer, otherwise Dutch.",
    ),
    "option_spoken": (
        "Taal van de hulp en de fouten; anders die van uw computer, anders Nederlands.",
        "Language of help and mistakes; by default that of your computer, otherwise Dutch.",
    ),
    "option_data": (
        "Gebruik de kennis in DIR (met knowledge/ en rules/ erin) in plaats van de meegeleverde.",
        "Use the knowledge in DIR (with knowledge/ and rules/) instead of the knowledge that comes with the program.",
    ),
    "option_overlay": (
        "Leg de eigen kennis in DIR (met overlay.yaml erin) eroverheen; mag herhaald worden, de laatste ligt bovenop.",
        "Lay the knowledge of your own in DIR (with overlay.yaml) over it; may be repeated, the last is on top.",
    ),
    "option_overlay_before": (
        "De eigen kennis die er bij BEFORE over lag; mag herhaald worden.",
        "The knowledge of your own that lay over it for BEFORE; may be repeated.",
    ),
    "option_base_before": ("BEFORE zonder eigen kennis.", "BEFORE without knowledge of your own."),
    "option_output": (
        "Schrijf naar FILE in plaats van naar de standaarduitvoer.",
        "Write to FILE instead of standard output.",
    ),
    "option_documents": (
        "Uw kopieën van de bronnen, om de passages zelf te tonen.",
        "Your copies of the sources, to show the passages themselves.",
    ),
    "option_database": (
        "sqlite:///FILE of postgresql://USER:PASSWORD@HOST/DATABASE; anders een bestand in uw gegevensmap.",
        "sqlite:///FILE or postgresql://USER:PASSWORD@HOST/DATABASE; by default a file in your data folder.",
    ),
    "option_data_before": ("De kennis waarmee BEFORE gemaakt is.", "The knowledge that BEFORE was made with."),
    "option_output_now": ("Schrijf het advies van nu naar FILE.", "Write the new advice to FILE."),
    "option_host": ("Anderen dan deze computer hebben sleutels nodig.", "Any address but loopback needs keys."),
    "option_origins": (
        "Een pagina die vanuit een browser mag vragen, bv. https://form.example; mag herhaald worden.",
        "An origin whose pages may call the API from a browser, e.g. https://form.example; may be repeated.",
    ),
    "option_workers": ("Processen die antwoorden.", "Number of processes that serve requests."),
    "option_behind_proxy": (
        "Alle verbindingen komen van een proxy; die beperkt hoeveel elk adres er heeft.",
        "All connections come from a proxy, which limits connections per address.",
    ),
    "option_operator": (
        "De klant (tenant) waarvan de beheerders deze server draaien: hun sleutels openen /metrics.",
        "The tenant whose admins run this server: their keys open /metrics.",
    ),
    "option_tenant_overlay": (
        "Eigen kennis van één klant (tenant), boven op --overlay; mag herhaald worden.",
        "Knowledge of one tenant's own, on top of --overlay; may be repeated.",
    ),
    "option_log": (
        "Hoe het logt; anders text op een terminal en json elders.",
        "Log format; by default text on a terminal and json elsewhere.",
    ),
}
