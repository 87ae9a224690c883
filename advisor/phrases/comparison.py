"""What is said when an advice is made again, or compared with another."""

PHRASES: dict[str, tuple[str, str]] = {
    # an advice made earlier
    "field_missing": ("Het veld “{name}” ontbreekt.", "The field “{name}” is missing."),
    "not_in_advice": ("{value} kan hier in een advies niet staan.", "{value} is not valid here in advice."),
    "answers_edited": (
        "Deze antwoorden zijn niet die van het bewijs: iemand heeft ze veranderd.",
        "These answers do not match the receipt: they have been changed.",
    ),
    "other_knowledge": (
        "Dit advies is gemaakt met kennis {then}; hier staat {now}.",
        "This advice was made with knowledge {then}; the knowledge here is {now}.",
    ),
    "expected_advice": ("wat “advisor advise --format json” schrijft", "what “advisor advise --format json” writes"),
    "expected_own_answers": (
        "de antwoorden waarvoor het advies is gemaakt",
        "the answers that the advice was made for",
    ),
    "expected_knowledge": ("de map met de kennis van dit advies", "the folder with the knowledge of this advice"),
    "expected_sides": (
        "de velden before en after, elk een profiel of een advies",
        "the fields before and after, each a profile or advice",
    ),
    # replay
    "replay_same": (
        "Hetzelfde: uit zijn bewijs komt dit advies opnieuw, byte voor byte.",
        "The same: this advice can be made again from its receipt, byte for byte.",
    ),
    "replay_differs": ("Niet hetzelfde. Anders dan toen: {parts}.", "Not the same. What differs: {parts}."),
    "replay_content": (
        "Niet hetzelfde, terwijl alles in het bewijs klopt: de inhoud zelf is veranderd.",
        "Not the same, although everything in the receipt matches: the content itself was changed.",
    ),
    "replay_layout": (
        "Dezelfde inhoud, anders opgeschreven: witruimte, volgorde van velden of schrijfwijze van tekens.",
        "The same content, written differently: white space, order of fields or escaping of characters.",
    ),
    "replay_answers": (
        "Niet opnieuw te maken: de kennis hier kan deze antwoorden niet gebruiken.",
        "Cannot be made again: the knowledge here cannot use these answers.",
    ),
    "replay_receipt": (
        "Het bewijs noemt kennis {edition} ({knowledge}), software {software} en {engine}.",
        "The receipt names knowledge {edition} ({knowledge}), software {software} and {engine}.",
    ),
    "replay_refused": (
        "De kennis hier kan deze antwoorden niet gebruiken:",
        "The knowledge here cannot use these answers:",
    ),
    "replay_remedy": (
        "Is de kennis van toen er nog? Noem haar map met --data.",
        "Do you still have the original knowledge? Name its folder with --data.",
    ),
    "weights_untold": ("De gewichten: dit bewijs noemt ze niet.", "The weights: this receipt does not name them."),
    "part_profile": ("de antwoorden", "the answers"),
    "part_edition": ("de editie", "the edition"),
    "part_knowledge": ("de kennis", "the knowledge"),
    "no_overlay": ("geen", "none"),
    "part_overlays": ("de eigen kennis", "the knowledge of your own"),
    "part_weights": ("de gewichten", "the weights"),
    "part_engine": ("de regelmotor", "the rule engine"),
    "part_software": ("de software", "the software"),
    "then_now": ("{what}: toen {then}, nu {now}", "{what}: then {then}, now {now}"),
    "absent": ("niets", "nothing"),
    "more_places": ("En nog {count} {count:plaats|plaatsen}.", "And {count} more {count:place|places}."),
    # compare
    "comparison": ("Toen en nu", "Then and now"),
    "comparison_for": ("Toen en nu: {name}", "Then and now: {name}"),
    "comparison_between": ("Van {then} naar {now}", "From {then} to {now}"),
    "comparison_of_two": (
        "Dit zijn twee organisaties, niet één toen en nu. Wat hieronder “opgelost” of “voortgang” heet, is een "
        "verschil tussen die twee.",
        "These are two organisations, not one then and now. What is called “solved” or “progress” below is a "
        "difference between the two.",
    ),
    "made_stored": (
        "{when}: een advies, gemaakt met kennis {edition} en software {software}.",
        "{when}: advice made with knowledge {edition} and software {software}.",
    ),
    "made_now": ("{when}: een profiel, op kennis {edition}.", "{when}: a profile, on knowledge {edition}."),
    "then": ("Toen", "Then"),
    "now": ("Nu", "Now"),
    "progress": ("Voortgang", "Progress"),
    "weaknesses": ("Knelpunten", "Weaknesses"),
    "change_solved": ("Opgelost", "Solved"),
    "change_lost": ("Er niet meer", "No longer there"),
    "change_no_longer_known": ("Niet meer te zeggen", "No longer known"),
    "change_new": ("Nieuw", "New"),
    "change_gained": ("Erbij", "Gained"),
    "change_known_now": ("Nu pas te zeggen", "Only known now"),
    "change_gone_otherwise": ("Weg, maar niet door uw antwoorden", "Gone, but not through your answers"),
    "change_added_otherwise": ("Erbij, maar niet door uw antwoorden", "Added, but not through your answers"),
    "change_still_there": ("Er nog", "Still there"),
    "change_kept": ("Gebleven", "Kept"),
    "weaknesses_then_now": ("Knelpunten: {counts}.", "Weaknesses: {counts}."),
    "count_solved": ("{count} opgelost", "{count} solved"),
    "count_no_longer_known": ("{count} niet meer te zeggen", "{count} no longer known"),
    "count_gone_otherwise": ("{count} weg zonder uw toedoen", "{count} gone for other reasons"),
    "count_added_otherwise": ("{count} erbij zonder uw toedoen", "{count} added for other reasons"),
    "count_still_there": ("{count} er nog", "{count} still there"),
    "count_new": ("{count} nieuw", "{count} new"),
    "count_known_now": ("{count} nu pas te zeggen", "{count} only known now"),
    "advice_stays": ("Het advies blijft hetzelfde.", "The advice stays the same."),
    "advice_changes": ("Het advies verandert.", "The advice changes."),
    "advice_through": ("Het advies verandert door {causes}.", "The advice changes because of {causes}."),
    "cause_answers": ("de antwoorden", "the answers"),
    "cause_named_answers": ("{count:antwoord|de antwoorden} {numbers}", "{count:answer|the answers} {numbers}"),
    "cause_knowledge": ("de kennis", "the knowledge"),
    "cause_overlays": ("eigen kennis", "knowledge of your own"),
    "cause_weights": ("de gewichten", "the weights"),
    "cause_software": ("de software", "the software"),
    "cause_not_told_apart": ("kennis, gewichten of software", "knowledge, weights or software"),
    "cause_together": ("het samengaan daarvan", "these together"),
    "moved_within": (
        "En {count} {count:staat|staan} elders in dezelfde fase.",
        "{count} {count:other has|others have} moved within the same phase.",
    ),
    "where_from": ("Waar het vandaan komt", "What caused it"),
    "part_stays": ("{part}: hetzelfde.", "{part}: the same."),
    "part_untold": ("{part}: niet te zeggen.", "{part}: unknown."),
    "part_changed": ("{part}: {then} → {now}.", "{part}: {then} → {now}."),
    "answers_changed": ("Antwoorden: {count} veranderd.", "Answers: {count} changed."),
    "named_answers": ("Antwoorden", "Answers"),
    "named_knowledge": ("Kennis", "Knowledge"),
    "named_overlays": ("Eigen kennis", "Knowledge of your own"),
    "named_weights": ("Gewichten", "Weights"),
    "named_software": ("Software", "Software"),
    "named_not_told_apart": ("Kennis, gewichten en software samen", "Knowledge, weights and software together"),
    "rerun": ("Opnieuw gemaakt met alleen dit anders: {what}.", "Made again with only this changed: {what}."),
    "rerun_software": (
        "Opnieuw gemaakt met dezelfde antwoorden en kennis: {what}.",
        "Made again with the same answers and knowledge: {what}.",
    ),
    "no_rerun": ("Niet apart na te gaan.", "Cannot be tested separately."),
    "no_difference": ("geen verschil", "no difference"),
    "difference": ("{what} anders", "{what} changed"),
    "count_recommendations": (
        "{count} {count:aanbeveling|aanbevelingen}",
        "{count} {count:recommendation|recommendations}",
    ),
    "count_findings": ("{count} {count:bevinding|bevindingen}", "{count} {count:finding|findings}"),
    "remedy_before": (
        "De kennis van toen, {version}, is hier niet. Met --data-before en haar map is na te gaan wat door de kennis, "
        "de gewichten of de software komt.",
        "The earlier knowledge, {version}, is not here. Name its folder with --data-before to tell apart the "
        "effects of the knowledge, the weights and the software.",
    ),
    "remedy_after": (
        "De kennis van nu, {version}, is hier niet. Met --data en haar map is na te gaan wat door de kennis, "
        "de gewichten of de software komt.",
        "The later knowledge, {version}, is not here. Name its folder with --data to tell apart the effects of "
        "the knowledge, the weights and the software.",
    ),
    "made_otherwise": (
        "Dezelfde softwareversie maakt het bewaarde advies nu anders: het bestand of de software is sindsdien "
        "veranderd. Zie “advisor replay”.",
        "The same software version now makes the saved advice differently: the file or the software has been "
        "changed since. See “advisor replay”.",
    ),
    "answers_left_out": (
        "Niet in elke herhaling gebruikt, want niet alle kennis kent deze antwoorden: {names}.",
        "Not used in every re-run, because not all knowledge has these questions: {names}.",
    ),
}
