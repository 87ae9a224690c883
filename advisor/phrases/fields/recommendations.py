"""Recommendations, and the words that texts use. Named as in `fields`."""

PHRASES: dict[str, tuple[str, str]] = {
    # recommendations
    "type.recommendation": ("{count:aanbeveling|aanbevelingen}", "{count:recommendation|recommendations}"),
    "about.recommendation": (
        "Wat te doen aan een of meer bevindingen.",
        "What to do about one or more findings.",
    ),
    "recommendation.title": ("Een opdracht aan de lezer.", "An instruction to the reader."),
    "recommendation.summary": ("Eén zin: wat, en waarom.", "One sentence: what, and why."),
    "recommendation.steps": ("Wat er te doen is, op volgorde.", "What there is to do, in order."),
    "recommendation.who": ("Wie het doet.", "Who acts."),
    "recommendation.sign": ("Waaraan men ziet dat het werkte.", "How one sees that it worked."),
    "recommendation.effort": (
        "Hoe lang het duurt en hoeveel werk het is, naar uw schatting.",
        "How long it takes and how much work it is, in your estimate.",
    ),
    "recommendation.needs": (
        "De aanbevelingen die eerst moeten, elk met een passage of uw reden.",
        "The recommendations that come first, each with a passage or your reason.",
    ),
    "recommendation.unless": (
        "Het sterke punt waarbij ze niet gegeven wordt.",
        "The strength with which it is not given.",
    ),
    "recommendation.caveats": ("Waar men op let.", "What to watch for."),
    "recommendation.replaces": (
        "Aanbevelingen van eerdere edities die hierin opgingen; hun status blijft zo bekend.",
        "Recommendations of earlier editions that went up in this one; their status stays known.",
    ),
    "type.step": ("{count:stap|stappen}", "{count:step|steps}"),
    "about.step": (
        "Eén ding om te doen. Een stap haalt een passage aan, of is een gevolgtrekking van de redactie.",
        "One thing to do. A step cites a passage, or is an inference of the editors.",
    ),
    "step.for": (
        "De factoren waar de stap bij hoort: men ziet hem als een ervan hier een knelpunt is. Zonder: altijd.",
        "The factors that it belongs to: it is shown where one of them is a weakness here. Without: always.",
    ),
    "step.inference": (
        "Zet true als de stap van de redactie is en in geen document staat.",
        "Write true when the step is the editors' own and in no document.",
    ),
    "type.effort": ("{count:inspanning|inspanningen}", "{count:effort|efforts}"),
    "about.effort": (
        "Van een lage tot een hoge schatting; geen document zegt het.",
        "From a low to a high guess; no document says it.",
    ),
    "effort.weeks": ("Van begin tot het staat, in weken.", "From start until it stands, in weeks."),
    "effort.days": ("Het werk van allen samen, in werkdagen.", "The work of all together, in working days."),
    "effort.instead": (
        "Andere schattingen; de eerste waarvan de voorwaarde zeker waar is, telt.",
        "Other estimates; the first whose condition is certainly true counts.",
    ),
    "type.effortform": ("{count:schatting|schattingen}", "{count:estimate|estimates}"),
    "about.effortform": ("De inspanning waar een voorwaarde geldt.", "The effort where a condition holds."),
    "effortform.weeks": ("In weken.", "In weeks."),
    "effortform.days": ("In werkdagen.", "In working days."),
    "effortform.when": ("Waar deze schatting geldt.", "Where this estimate holds."),
    "type.bundle": ("{count:bundel|bundels}", "{count:bundle|bundles}"),
    "about.bundle": (
        "Aanbevelingen die samen één opdracht zijn. De hoogste staat bovenaan, de andere eronder.",
        "Recommendations that are one piece of work. The highest is shown, the others under it.",
    ),
    "bundle.why": ("Waarom ze bij elkaar horen; lezers zien dit.", "Why they belong together; readers see this."),
    "bundle.recommendations": (
        "De aanbevelingen; elk hoort in hoogstens één bundel.",
        "The recommendations; each is in one bundle at most.",
    ),
    # words
    "type.word": ("{count:woord|woorden}", "{count:word|words}"),
    "about.word": (
        "Hoe iets in deze organisatie heet. Teksten noemen het bij zijn id, tussen accolades.",
        "What something is called in this organisation. Texts name it by its id, between braces.",
    ),
    "type.confined": ("{count:beperkt woord|beperkte woorden}", "{count:confined word|confined words}"),
    "about.confined": (
        "Woorden die alleen vallen waar een voorwaarde geldt. `advisor check` bewijst dat.",
        "Words that are said only where a condition holds. `advisor check` proves it.",
    ),
    "confined.why": ("Waarom ze niet overal passen.", "Why they do not fit everywhere."),
    "confined.when": ("Wie ze mag lezen.", "Who may read them."),
    "confined.nl": ("De woorden in Nederlandse teksten.", "The words in Dutch texts."),
    "confined.en": ("De woorden in Engelse teksten.", "The words in English texts."),
    "type.avoided": ("{count:te mijden woord|te mijden woorden}", "{count:word to avoid|words to avoid}"),
    "about.avoided": (
        "Woorden die de teksten van een taal niet gebruiken, en wat er dan staat.",
        "Words that the texts of a language do not use, and what to write instead.",
    ),
    "avoided.language": ("De taal van de teksten.", "The language of the texts."),
    "avoided.why": ("Waarom wij ze mijden.", "Why they are avoided."),
    "avoided.words": (
        "Het woord, of hoogstens vier, in kleine letters; daarachter wat u dan schrijft.",
        "The word, or at most four, in small letters; then what to write instead.",
    ),
}
