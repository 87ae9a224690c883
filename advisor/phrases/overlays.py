"""Knowledge of someone's own over the base: what is wrong with it, and what an advice and a list say of it."""

PHRASES: dict[str, tuple[str, str]] = {
    # what is wrong
    "mend_overlay_folder": ("noem de map met overlay.yaml erin.", "name the folder that holds overlay.yaml."),
    "mend_no_overlay": (
        "schrijf een overlay.yaml: id, name, author, why en edition.",
        "write an overlay.yaml: id, name, author, why and edition.",
    ),
    "wrong_overlays_many": (
        "Er {count:is|zijn} {count} {count:overlay|overlays}.",
        "There {count:is|are} {count} {count:overlay|overlays}.",
    ),
    "mend_overlays_many": ("leg er hooguit {most} over elkaar.", "use at most {most}."),
    "wrong_overlay_edition": (
        "Deze overlay is gemaakt voor editie {made}, en dit is editie {base}.",
        "This overlay was made for edition {made}, and this is edition {base}.",
    ),
    "mend_overlay_edition": (
        "schrijf “edition: {base}”, en kijk na wat u vervangt en uitschakelt (advisor overlay diff).",
        "write “edition: {base}”, and look again at what you replace and switch off (advisor overlay diff).",
    ),
    "wrong_overlay_twice": (
        "Er ligt al een overlay met de id “{name}”.",
        "There is another overlay with the id “{name}”.",
    ),
    "wrong_overlay_clash": ("“{name}” staat al in de basis.", "“{name}” already stands in the base."),
    "mend_overlay_clash": (
        "zeg in overlay.yaml onder “replaces: {kind}: {name}:” waarom u het vervangt, of kies een andere id.",
        "say in overlay.yaml, under “replaces: {kind}: {name}:”, why you replace it, or choose another id.",
    ),
    "wrong_overlay_empty": (
        "“{name}” wordt vervangen, maar deze overlay zegt niet waardoor.",
        "“{name}” is replaced, but this overlay does not say by what.",
    ),
    "mend_overlay_empty": (
        "schrijf het hele item in {file} van uw overlay, of haal deze regel weg.",
        "write the whole entry in {file} of your overlay, or remove this line.",
    ),
    "wrong_overlay_unknown": (
        "De basis heeft geen {kind} “{name}” die u kunt vervangen of uitschakelen.",
        "The base has no {kind} “{name}” to replace or switch off.",
    ),
    "mend_overlay_unknown": ("kijk welke id de basis nu gebruikt.", "see which id the base uses now."),
    "wrong_overlay_both": (
        "“{name}” wordt uitgeschakeld en staat toch in deze overlay.",
        "“{name}” is switched off, and yet it stands in this overlay.",
    ),
    # what an advice says
    "deviations": ("Eigen kennis die hier meetelt", "Knowledge of your own that counts here"),
    "deviations_knowledge": ("Eigen kennis over de basis", "Knowledge of your own, over the base"),
    "overlay_used": (
        "Over de kennis van Advisor ligt “{name}”, van {author}.",
        "“{name}”, by {author}, lies over the knowledge of Advisor.",
    ),
    "overlay_added": ("“{title}” is toegevoegd door “{overlay}”.", "“{title}” was added by “{overlay}”."),
    "overlay_replaced": ("“{title}” is vervangen door “{overlay}”.", "“{title}” was replaced by “{overlay}”."),
    "overlay_switched_off": (
        "“{title}” is uitgeschakeld door “{overlay}”.",
        "“{title}” was switched off by “{overlay}”.",
    ),
    "mail_overlays": (
        "Hier telt ook eigen kennis mee: {names} ({count} {count:verschil|verschillen} met de kennis van Advisor).",
        "Other knowledge counts here too: {names} ({count} {count:difference|differences} from the knowledge of "
        "Advisor).",
    ),
    # what a list says
    "overlay_over": (
        "Wat afwijkt van editie {edition} ({sha256}):",
        "What deviates from edition {edition} ({sha256}):",
    ),
    "overlay_told_added": ("{kind} “{title}” toegevoegd", "{kind} “{title}” added"),
    "overlay_told_replaced": ("{kind} “{title}” vervangen", "{kind} “{title}” replaced"),
    "overlay_told_switched_off": ("{kind} “{title}” uitgeschakeld", "{kind} “{title}” switched off"),
    "overlay_kind_source": ("bron", "source"),
    "overlay_kind_factor": ("factor", "factor"),
    "overlay_kind_cause": ("oorzaak", "cause"),
    "overlay_kind_question": ("vraag", "question"),
    "overlay_kind_recommendation": ("aanbeveling", "recommendation"),
    "overlay_kind_bundle": ("bundel", "bundle"),
    "overlay_kind_tension": ("spanning", "tension"),
    "overlay_kind_silence": ("waarover gezwegen wordt", "silence"),
    "overlay_kind_word": ("woord", "word"),
    "overlay_kind_confined": ("beperkt woord", "confined word"),
    "overlay_kind_avoided": ("woorden die wij mijden", "words to avoid"),
    "overlay_kind_derived": ("afgeleid feit", "derived fact"),
    "overlay_kind_rule": ("regel", "rule"),
    "overlay_kind_contradiction": ("tegenspraak", "contradiction"),
    "overlay_kind_weight": ("gewicht", "weight"),
    "overlay_kind_priorities": ("prioriteiten", "priorities"),
}
