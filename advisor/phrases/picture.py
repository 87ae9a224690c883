"""What is said in a picture of the explanation."""

PHRASES: dict[str, tuple[str, str]] = {
    "column_evidence": ("Waaruit dat blijkt", "What shows it"),
    "column_answer": ("Uw antwoorden", "Your answers"),
    "column_fact": ("Wat daaruit volgt", "What follows"),
    "column_rule": ("Regels die gelden", "Rules that apply"),
    "column_finding": ("Bevindingen", "Findings"),
    "column_recommendation": ("Advies", "Advice"),
    "picture_of": ("Waarom “{title}”", "Why “{title}”"),
    "picture_of_all": ("De hele kaart van het advies", "The whole map of the advice"),
    "picture_reads": (
        "Van links naar rechts: {answers} {answers:antwoord|antwoorden}, {rules} {rules:regel|regels}, "
        "{findings} {findings:bevinding|bevindingen}, {advice} {advice:aanbeveling|aanbevelingen}.",
        "From left to right: answers ({answers}), rules ({rules}), findings ({findings}), recommendations ({advice}).",
    ),
    "picture_rule": ("Als {needed}", "If {needed}"),
    "picture_sources": ("bron {numbers}", "source {numbers}"),
    "picture_opposed": ("anders in bron {numbers}", "differs in source {numbers}"),
    "picture_strength": ("sterk punt", "strength"),
    "picture_provisional": ("{text}, voorlopig", "{text}, provisional"),
    "picture_rank": ("{rank} · {phase}", "{rank} · {phase}"),
    "picture_before": ("komt eerst · {rank}", "comes first · {rank}"),
    "picture_folded": ("hoort hierbij", "goes with this"),
    "picture_effect": ("komt hieruit voort", "comes from this"),
    "picture_too_large": (
        "De tekening is te groot voor een PNG: {size}.",
        "The picture is too large for PNG: {size}.",
    ),
    "mermaid_left_out": (
        "Niet getekend, want meer dan Mermaid aankan: {kinds}.",
        "Left out, because it is more than Mermaid can draw: {kinds}.",
    ),
    "left_out_passage": ("passages en bronnen", "passages and sources"),
    "left_out_factor": ("factoren", "factors"),
    "left_out_answer": ("antwoorden", "answers"),
    "left_out_rule": ("regels", "rules"),
    "not_to_a_terminal": (
        "{form} is geen tekst: schrijf het naar een bestand met -o, of naar een ander programma.",
        "{form} is not text: write it to a file with -o, or pipe it to another program.",
    ),
    "key_weakness": ("knelpunt", "weakness"),
    "key_strength": ("sterk punt", "strength"),
    "key_helps": ("helpt bij", "helps with"),
    "key_causes": ("zit achter wat de pijl aanwijst", "is behind what the arrow points to"),
    "key_includes": ("hoort bij elkaar", "belongs together"),
    "key_needs": ("de pijl wijst naar wat daarna komt", "the arrow points to what comes after"),
}
