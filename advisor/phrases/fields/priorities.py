"""The order, overlays and signatures. Named as in `fields`."""

PHRASES: dict[str, tuple[str, str]] = {
    # the order
    "type.priorities": ("{count:volgorde|volgorden}", "{count:order|orders}"),
    "about.priorities": (
        "Elk gewicht, wat aan het begin hoort, en hoeveel mensen tegelijk aankunnen.",
        "Every weight, what belongs at the start, and how much people can take on at once.",
    ),
    "priorities.context": (
        "De kenmerken die de organisatie alleen beschrijven. Ze tellen niet mee als aanwijzing.",
        "The attributes that only describe the organisation. They do not count as a sign of anything.",
    ),
    "priorities.weights": ("De bijdragen aan een score.", "The contributions to a score."),
    "priorities.at_the_start": (
        "Wat een document aan het begin vraagt, wat de score ook is.",
        "What a document asks for at the start, whatever the score.",
    ),
    "priorities.capacity": ("Hoeveel aanbevelingen tegelijk kunnen.", "How many recommendations fit at once."),
    "type.weights": ("{count:gewichten|gewichten}", "{count:weights|weights}"),
    "about.weights": (
        "De vier bijdragen, in de volgorde waarin men ze ziet.",
        "The four contributions, in the order in which they are shown.",
    ),
    "weights.severity": (
        "Hoe erg de ergste bevinding onder de aanbeveling is: punten voor elke ernst.",
        "How bad the worst finding under the recommendation is: points for each severity.",
    ),
    "weights.reported": (
        "Dat de organisatie het zelf zegt: punten onder “reported”.",
        "That the organisation says so itself: points under “reported”.",
    ),
    "weights.converging": (
        "Verdere antwoorden die dezelfde kant op wijzen: “each” per antwoord, “most” in totaal.",
        "Further answers that point the same way: “each” for each answer, “most” in all.",
    ),
    "weights.root": (
        "Wat hier nog zwak is door dit: “each” per gevolg, “most” in totaal.",
        "What else is weak here because of it: “each” for each effect, “most” in all.",
    ),
    "type.weight": ("{count:gewicht|gewichten}", "{count:weight|weights}"),
    "about.weight": (
        "Een bijdrage aan een score, in punten.",
        "A contribution to a score, in points.",
    ),
    "weight.title": ("Hoe de bijdrage heet.", "What the contribution is called."),
    "weight.why": ("Waarom het zo telt.", "Why it counts so."),
    "weight.basis": (
        "Of een bron de punten draagt, of de redactie oordeelt.",
        "Whether a source carries it, or the editors judge.",
    ),
    "weight.points": ("De punten voor elk geval.", "The points for each case."),
    "type.atthestart": ("{count:begin|begin}", "{count:start|starts}"),
    "about.atthestart": (
        "Wat nooit lager staat dan een bepaalde plaats.",
        "What never stands lower than a certain place.",
    ),
    "atthestart.within": ("De laagste plaats die nog mag, vanaf 1.", "The lowest place allowed, from 1."),
    "atthestart.recommendations": (
        "De aanbevelingen, elk met haar voorwaarde.",
        "The recommendations, each with its condition.",
    ),
    "type.start": (
        "{count:voorwaarde van het begin|voorwaarden van het begin}",
        "{count:condition of the start|conditions of the start}",
    ),
    "about.start": (
        "Wanneer een aanbeveling aan het begin geregeld moet zijn.",
        "When a recommendation is to be settled at the start.",
    ),
    "start.when": ("Voor welke organisaties dat geldt.", "Which organisations that holds for."),
    "type.capacity": ("{count:draagkracht|draagkracht}", "{count:capacity|capacities}"),
    "about.capacity": (
        "Hoeveel aanbevelingen mensen tegelijk aankunnen; zo ontstaan de fasen van een advies.",
        "How many recommendations people can take on at once; this makes the phases of an advice.",
    ),
    "capacity.why": ("Waarom het er zoveel zijn.", "Why so many."),
    "capacity.first": ("Hoeveel er eerst komen.", "How many come first."),
    "capacity.first_when_overloaded": (
        "Hoeveel er eerst komen als mensen overbelast zijn; niet meer dan “first”.",
        "How many come first when people are overloaded; no more than “first”.",
    ),
    "capacity.overloaded": ("Wanneer mensen overbelast zijn.", "When people are overloaded."),
    "capacity.next": ("Hoeveel er daarna komen.", "How many come next."),
    "priorities.plan": (
        "Waarin een plan gemaakt wordt, als de gebruiker niets anders kiest.",
        "What a plan is made in, unless its user chooses otherwise.",
    ),
    "type.planframe": ("{count:kader van een plan|kaders van een plan}", "{count:frame of a plan|frames of a plan}"),
    "about.planframe": (
        "Hoe lang een periode is, hoeveel er zijn en hoeveel werkdagen er zijn.",
        "How long a period is, how many there are, and how many working days there are.",
    ),
    "planframe.why": ("Waarom het zo gekozen is; lezers zien dit.", "Why it is chosen so; readers see this."),
    "planframe.weeks": ("Weken in een periode.", "Weeks in a period."),
    "planframe.periods": ("Hoeveel perioden.", "How many periods."),
    "planframe.postponed_weeks": (
        "Zoveel weken begint niet wat uitgesteld is.",
        "For so many weeks, what is postponed does not start.",
    ),
    "planframe.days_a_week": ("Werkdagen per week, voor alles samen.", "Working days a week, for everything together."),
    "planframe.instead": (
        "Andere aantallen; het eerste waarvan de voorwaarde zeker waar is, telt.",
        "Other numbers; the first whose condition is certainly true counts.",
    ),
    "type.daysform": ("{count:aantal werkdagen|aantallen werkdagen}", "{count:number of days|numbers of days}"),
    "about.daysform": (
        "Hoeveel werkdagen per week er zijn waar een voorwaarde geldt.",
        "How many working days a week there are where a condition holds.",
    ),
    "daysform.days_a_week": ("Werkdagen per week.", "Working days a week."),
    "daysform.when": ("Waar dit aantal geldt.", "Where this number holds."),
    # overlays and signatures
    "type.overlay": ("{count:overlay|overlays}", "{count:overlay|overlays}"),
    "about.overlay": (
        "Wat eigen kennis over de basis is, van wie en voor welke editie. Ernaast staan bestanden van dezelfde soorten "
        "als in de basis.",
        "What knowledge of your own over the base is, by whom and for which edition. Beside it stand files of the same "
        "kinds as in the base.",
    ),
    "overlay.id": (
        "Hoe de software haar noemt: kleine letters, cijfers en streepjes.",
        "What the software calls it: small letters, digits and hyphens.",
    ),
    "overlay.name": ("Hoe lezers haar genoemd zien.", "What readers see it called."),
    "overlay.author": ("Wie haar maakte.", "Who made it."),
    "overlay.why": ("Waarom ze er is.", "Why it exists."),
    "overlay.edition": (
        "De editie van de basis waarvoor ze gemaakt is, tussen aanhalingstekens.",
        "The edition of the base that it was made for, in quotes.",
    ),
    "overlay.replaces": (
        "Wat ze vervangt: soort, id en reden. Het nieuwe item staat in zijn bestand.",
        "What it replaces: kind, id and reason. The new entry stands in its own file.",
    ),
    "overlay.switched_off": (
        "Wat ze uitschakelt: soort, id en reden.",
        "What it switches off: kind, id and reason.",
    ),
    "type.signatures": ("{count:handtekeningen|handtekeningen}", "{count:signatures|signatures}"),
    "about.signatures": (
        "Dat iemand elke bewering naast haar passages las. Alleen `advisor sign` schrijft dit bestand.",
        "That somebody read each claim beside its passages. Only `advisor sign` writes this file.",
    ),
    "signatures.factor": ("Per factor.", "Of each factor."),
    "signatures.cause": ("Per oorzaak.", "Of each cause."),
    "signatures.derived": ("Per afgeleid feit.", "Of each derived fact."),
    "signatures.rule": ("Per regel; dan van elke grens.", "Of each rule; then of each limit."),
    "signatures.recommendation": (
        "Per aanbeveling; dan van elke stap, voorwaarde en kanttekening.",
        "Of each recommendation; then of each step, need and caveat.",
    ),
    "signatures.tension": ("Per spanning; dan van beide kanten.", "Of each tension; then of both sides."),
    "signatures.priorities": ("Waar de volgorde een document aanhaalt.", "Where the order cites a document."),
}
