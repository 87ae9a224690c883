"""Cases. Named as in `fields`."""

PHRASES: dict[str, tuple[str, str]] = {
    "type.case": ("{count:geval|gevallen}", "{count:case|cases}"),
    "about.case": (
        "Een organisatie en het advies dat ze moet krijgen. advisor check houdt het advies eraan.",
        "An organisation, and the advice that it must get. advisor check holds the advice to it.",
    ),
    "case.name": ("Hoe de organisatie heet.", "What the organisation is called."),
    "case.why": ("Wat dit geval bewaakt, in één zin.", "What this case guards, in one sentence."),
    "case.profile": (
        "De antwoorden van de organisatie, per kenmerk.",
        "The answers of the organisation, by attribute.",
    ),
    "case.expect": ("Wat het advies moet zeggen.", "What the advice must say."),
    "type.expected": ("{count:verwachting|verwachtingen}", "{count:expectation|expectations}"),
    "about.expected": (
        "Lijsten met ids. Sommige zijn volledig, andere noemen het minste; wat er niet staat, wordt niet nagekeken.",
        "Lists of ids. Some are complete, others name the least; what is not there is not looked at.",
    ),
    "expected.findings": (
        "Alle regels die iets vinden: knelpunten en sterke punten.",
        "All the rules that find something: weaknesses and strengths.",
    ),
    "expected.recommendations": ("Alle aanbevelingen die gegeven worden.", "All recommendations that are given."),
    "expected.not_indicated": (
        "Aanbevelingen die hier niet aan de orde zijn, onder andere.",
        "Recommendations that are not indicated here, among others.",
    ),
    "expected.undecided": (
        "Aanbevelingen waarover nog niets te zeggen is, onder andere.",
        "Recommendations that are still undecided, among others.",
    ),
    "expected.strengths": (
        "Factoren die hier een sterk punt zijn, onder andere.",
        "Factors that are a strength here, among others.",
    ),
    "expected.tensions": ("Alle spanningen die spelen.", "All tensions that matter here."),
    "expected.contradictions": (
        "Alle tegenspraken tussen de antwoorden.",
        "All contradictions between the answers.",
    ),
    "expected.ask": ("Kenmerken die nog gevraagd worden, onder andere.", "Attributes still asked for, among others."),
    "expected.not_asked": (
        "Alle kenmerken die deze organisatie niet gevraagd worden.",
        "All attributes that this organisation is not asked for.",
    ),
    "expected.first": (
        "Aanbevelingen in de eerste fase, onder andere.",
        "Recommendations in the first phase, among others.",
    ),
    "expected.not_first": (
        "Aanbevelingen die niet zelf in de eerste fase staan.",
        "Recommendations that do not stand in the first phase by themselves.",
    ),
    "expected.order": (
        "De eerste vijf zoals getoond, op volgorde, elk met wat haar daar zet.",
        "The first five as shown, in order, each with what puts it there.",
    ),
    "type.given": (
        "{count:gegeven aanbeveling|gegeven aanbevelingen}",
        "{count:given recommendation|given recommendations}",
    ),
    "about.given": ("Wat gegeven wordt, per oordeel.", "What is given, by verdict."),
    "given.recommended": (
        "Alle aanbevelingen die volgen uit wat bekend is.",
        "All recommendations that follow from what is known.",
    ),
    "given.provisional": (
        "Alle aanbevelingen die volgen, tenzij een uitzondering blijkt.",
        "All recommendations that follow unless an exception turns up.",
    ),
}
