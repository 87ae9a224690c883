"""What is said of advices that are kept, of keys and of the database."""

PHRASES: dict[str, tuple[str, str]] = {
    # the store
    "store_unavailable": (
        "De bewaarplaats antwoordt nu niet. Probeer het zo meteen opnieuw.",
        "The store is not responding. Try again in a moment.",
    ),
    "store_broken": (
        "Het bestand van de bewaarplaats is beschadigd, en wordt niet meer beschreven. Stop de server, leg het bestand "
        "opzij, met wat ernaast staat (-wal, -shm), en zet een reservekopie op zijn plaats. “advisor store verify” "
        "noemt wat verloren is.",
        "The store's file is damaged and is no longer written to. Stop the server, move the file away together "
        "with its -wal and -shm files, and restore a backup. “advisor store verify” lists what is lost.",
    ),
    "store_foreign": (
        "Dit SQLite-bestand is van een ander programma. Er is niets aan veranderd. Noem een ander bestand met "
        "--database-url, of zet een reservekopie op zijn plaats.",
        "This SQLite file belongs to another program. Nothing in it was changed. Name another file with "
        "--database-url, or restore a backup.",
    ),
    "store_behind": (
        "De tabellen van de databank ontbreken of zijn ouder dan deze software. Draai eerst “advisor store upgrade”.",
        "The database tables are missing or older than this software. Run “advisor store upgrade” first.",
    ),
    "store_ahead": (
        "De tabellen van de databank zijn van nieuwere software. Werk Advisor bij.",
        "The database tables belong to newer software. Upgrade Advisor.",
    ),
    "store_url": (
        "Het adres van de databank klopt niet. Verwacht: sqlite:///pad/naar/bestand.db of "
        "postgresql://gebruiker:wachtwoord@server/databank.",
        "Invalid database URL. Expected: sqlite:///path/to/file.db or postgresql://user:password@server/database.",
    ),
    "store_driver": (
        "Voor PostgreSQL ontbreekt een pakket. Installeer Advisor met postgres erbij: pip install '.[postgres]'.",
        "The PostgreSQL driver is missing. Install Advisor with it: pip install '.[postgres]'.",
    ),
    "store_tenant": (
        "Een klantomgeving heet met kleine letters, cijfers en streepjes, hoogstens 63 tekens.",
        "A tenant name has lower-case letters, digits and hyphens, at most 63 characters.",
    ),
    "store_scope": (
        "Deze sleutel mag dit niet. Nodig: een sleutel met {needed}.",
        "This key may not do this. Required: a key with {needed}.",
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
        "Een sleutel heeft een naam van hoogstens {limit} {limit:teken|tekens}, mag read, write of admin, "
        "en hoogstens {most} {most:verzoek|verzoeken} per minuut.",
        "A key has a name of at most {limit} {limit:character|characters}, may read, write or admin, "
        "and at most {most} {most:request|requests} a minute.",
    ),
    "store_no_advice": ("Er is geen advies “{id}”.", "There is no advice “{id}”."),
    "store_damaged": (
        "Het bewaarde advies “{id}” is beschadigd en wordt niet getoond. Haal het uit een reservekopie.",
        "The saved advice “{id}” is damaged and is not shown. Restore it from a backup.",
    ),
    "store_other_series": (
        "De adviezen “{one}” en “{other}” zijn niet van dezelfde organisatie.",
        "The advice “{one}” and the advice “{other}” are not about the same organisation.",
    ),
    "store_nothing_earlier": (
        "Er is geen eerder advies van dezelfde organisatie dan “{id}”.",
        "There is no advice for the same organisation earlier than “{id}”.",
    ),
    "store_cursor": (
        "Deze cursor komt niet van hier. Begin zonder cursor bij de eerste bladzijde.",
        "Invalid cursor. Start without one, at the first page.",
    ),
    "store_limit": ("Een bladzijde heeft er 1 tot {limit}.", "A page has 1 to {limit} items."),
    "store_status": (
        "Deze status bestaat niet. Verwacht: een van {statuses}.",
        "There is no such status. Expected: one of {statuses}.",
    ),
    "store_standing": ("Deze status kan zo niet.", "This is not a possible status."),
    "store_note": (
        "Bij rejected hoort een opmerking die zegt waarom; hoogstens {limit} {limit:teken|tekens}.",
        "“rejected” needs a note that says why; at most {limit} {limit:character|characters}.",
    ),
    "store_owner": (
        "Wie ervoor zorgt, is een naam van hoogstens {limit} {limit:teken|tekens}.",
        "The owner is a name of at most {limit} {limit:character|characters}.",
    ),
    "store_due": (
        "Tegen wanneer het klaar is, is een dag die bestaat, zoals 2026-09-30.",
        "The due date is a day that exists, such as 2026-09-30.",
    ),
    "store_no_recommendation": (
        "Dit advies heeft geen aanbeveling “{name}”.",
        "This advice has no recommendation “{name}”.",
    ),
    "store_retry": (
        "Deze Idempotency-Key kwam al met een ander verzoek. Neem een nieuwe.",
        "This Idempotency-Key was already used for a different request. Use a new one.",
    ),
    "store_retry_key": (
        "Een Idempotency-Key heeft 1 tot {limit} {limit:teken|tekens}.",
        "An Idempotency-Key has 1 to {limit} {limit:character|characters}.",
    ),
    "store_upgraded": ("De tabellen zijn bijgewerkt.", "The tables were upgraded."),
    "store_up_to_date": ("De tabellen waren al bij.", "The tables are up to date."),
    "store_kept": ("Bewaard als {id}.", "Saved as {id}."),
    "store_deleted": ("Advies {id} is voorgoed verwijderd.", "Advice {id} was deleted for good."),
    "store_deleted_all": (
        "Alles van deze organisatie is voorgoed verwijderd: {count} {count:advies|adviezen}.",
        "Everything about this organisation was deleted for good: {count} {count:piece|pieces} of advice.",
    ),
    "option_organisation": (
        "Alles van de organisatie van dit advies: elk advies, elk profiel, elke status.",
        "Everything about the organisation of this advice: all advice, every profile, every status.",
    ),
    "store_nothing_kept": ("Er is nog niets bewaard in {store}.", "Nothing has been saved yet in {store}."),
    "store_nothing_with": (
        "Met kenmerk “{reference}” is niets bewaard in {store}.",
        "Nothing has been saved with reference “{reference}” in {store}.",
    ),
    "store_more": ("Meer: --cursor {cursor}", "More: --cursor {cursor}"),
    "store_whole": (
        "Elk advies is ongeschonden. Logboek: {count} {count:regel|regels}, einde {hash}.",
        "All advice is intact. Audit log: {count} {count:entry|entries}, end {hash}.",
    ),
    "store_key_added": (
        "Sleutel {id} voor {tenant}. Bewaar hem nu: hij wordt niet nog eens getoond.",
        "Key {id} for {tenant}. Store it safely now: it is not shown again.",
    ),
    "store_key_gone": ("Sleutel {id} is ingetrokken.", "Key {id} was revoked."),
    "store_no_keys": ("Er zijn geen sleutels.", "There are no keys."),
    "store_key_made": ("gemaakt {time}", "created {time}"),
    "store_key_used": ("gebruikt {time}", "used {time}"),
    "store_key_unused": ("nooit gebruikt", "never used"),
    "store_key_revoked": ("ingetrokken {time}", "revoked {time}"),
    "store_per_minute": ("{count} per minuut", "{count} per minute"),
    "store_audit": (
        "Het logboek is veranderd: regel {number} is niet zoals ze geschreven werd.",
        "The audit log was changed: entry {number} is not as it was written.",
    ),
}
