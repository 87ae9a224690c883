"""What is said of advices that are kept, of keys and of the database."""

PHRASES: dict[str, tuple[str, str]] = {
    # the store
    "store_unavailable": (
        "De bewaarplaats antwoordt nu niet. Probeer het zo meteen opnieuw.",
        "The store does not answer now. Try again in a moment.",
    ),
    "store_broken": (
        "Het bestand van de bewaarplaats is beschadigd, en wordt niet meer beschreven. Stop de server, leg het bestand "
        "opzij, met wat ernaast staat (-wal, -shm), en zet een reservekopie op zijn plaats. “advisor store verify” "
        "noemt wat verloren is.",
        "The file of the store is damaged, and is no longer written to. Stop the server, put the file aside with what "
        "stands beside it (-wal, -shm), and put a backup in its place. “advisor store verify” names what is lost.",
    ),
    "store_foreign": (
        "Dit SQLite-bestand is van een ander programma. Er is niets aan veranderd. Noem een ander bestand met "
        "--database-url, of zet een reservekopie op zijn plaats.",
        "This SQLite file is of another program. Nothing in it was changed. Name another file with --database-url, "
        "or put a backup in its place.",
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
        "en hoogstens {most} {most:verzoek|verzoeken} per minuut.",
        "A key has a name of at most {limit} characters, may read, write or admin, "
        "and at most {most} {most:request|requests} a minute.",
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
    "store_limit": ("Een bladzijde heeft er 1 tot {limit}.", "A page has 1 to {limit} of them."),
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
        "Elk advies is ongeschonden. Logboek: {count} {count:regel|regels}, einde {hash}.",
        "Every advice is intact. Audit log: {count} {count:entry|entries}, end {hash}.",
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
