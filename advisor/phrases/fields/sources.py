"""The manifest, sources, factors and causes. Named as in `fields`."""

PHRASES: dict[str, tuple[str, str]] = {
    # the manifest
    "type.manifest": ("{count:manifest|manifesten}", "{count:manifest|manifests}"),
    "about.manifest": (
        "De naam en het nummer van de editie, de thema's, en wat voortgang toont.",
        "The name and number of the edition, its themes, and what shows progress.",
    ),
    "manifest.name": ("Hoe de kennis heet.", "What the knowledge is called."),
    "manifest.edition": (
        "Het nummer: een jaar, een punt en een getal, tussen aanhalingstekens. Elke uitgave krijgt een nieuw.",
        "The number: a year, a point and a number, in quotes. Each publication gets a new one.",
    ),
    "manifest.questions": (
        "De thema's van de vragen, in de volgorde waarin u ze vraagt. Elk thema is een bestand.",
        "The themes of the questions, in the order in which they are asked. Each theme is a file.",
    ),
    "manifest.factors": (
        "De thema's van de factoren. Elk thema is een bestand.",
        "The themes of the factors. Each theme is a file.",
    ),
    "manifest.progress": (
        "De kenmerken waaraan een organisatie zelf ziet hoe ver ze staat.",
        "The attributes by which an organisation itself sees how far it got.",
    ),
    "manifest.portfolio": (
        "Waarop de samenvatting van veel organisaties gesplitst wordt.",
        "What the summary of many organisations is split by.",
    ),
    "manifest.portfolio_least": (
        "Onder dit aantal organisaties toont een samenvatting geen getal.",
        "Below this number of organisations a summary shows no figure.",
    ),
    "manifest.follow_up": (
        "Hoe over alle organisaties verteld wordt wat opgelost is; zonder dit veld niet.",
        "How it is told what all organisations solved; without this field it is not.",
    ),
    "type.followup": ("{count:opvolging|opvolgingen}", "{count:follow-up|follow-ups}"),
    "about.followup": (
        "Vanaf hoeveel organisaties verteld wordt wat opgelost is, en hoe zeker het interval is.",
        "From how many organisations it is told what was solved, and how sure the interval is.",
    ),
    "followup.organisations": ("Vanaf zoveel organisaties.", "From so many organisations on."),
    "followup.confidence": ("Hoe zeker het interval is, in procent.", "How sure the interval is, in percent."),
    "type.theme": ("{count:thema|thema's}", "{count:theme|themes}"),
    "about.theme": ("Een groep vragen of factoren.", "A group of questions or factors."),
    "theme.title": ("Wat erboven staat.", "What stands above it."),
    "type.split": ("{count:splitsing|splitsingen}", "{count:split|splits}"),
    "about.split": (
        "Een vraag waarop een portfolio gesplitst wordt. Wie niet antwoordde, is een klasse apart.",
        "A question that a portfolio is split by. Who did not answer is a class of its own.",
    ),
    "split.by": ("Het kenmerk: een keuze of een getal.", "The attribute: a choice or a number."),
    "split.lines": (
        "Bij een getal: waar elke volgende klasse begint, van laag naar hoog.",
        "For a number: where each next class starts, rising.",
    ),
    # sources and passages
    "type.source": ("{count:bron|bronnen}", "{count:source|sources}"),
    "about.source": (
        "Een document, wat het waard is en zijn passages. Nooit een zin eruit.",
        "A document, its standing and its passages. Never a sentence of it.",
    ),
    "source.title": ("De titel van het document.", "The title of the document."),
    "source.author": ("Wie het schreef.", "Who wrote it."),
    "source.publisher": ("Wie het uitgaf.", "Who published it."),
    "source.date": ("Wanneer het verscheen, zoals het document dat zegt.", "When it appeared, as the document says."),
    "source.url": ("Het adres op het web.", "Its address on the web."),
    "source.kind": ("Wat voor document het is.", "What kind of document it is."),
    "source.speaks_to": (
        "Tot welke sectoren het spreekt.",
        "The sectors that it speaks to.",
    ),
    "source.stance": (
        "Wat het belang of de blik van de schrijver is, zodat een lezer dat meeweegt.",
        "What the author's interest or view is, so that a reader can allow for it.",
    ),
    "source.canonical_form": (
        "Hoe de tekst vergeleken is. Een opdracht vult dit in; laat het weg als niemand het document zag.",
        "How its text was compared. A command fills this in; leave it out when nobody has seen the document.",
    ),
    "source.length": (
        "De lengte van het hele document, in tekens van die vorm. Een opdracht vult dit in.",
        "The length of the whole document, in characters of that form. A command fills this in.",
    ),
    "source.passages": (
        "De passages, elk met een id: p en het nummer van de alinea waar ze het eerst stond.",
        "Its passages, each with an id: p and the number of the paragraph where it first stood.",
    ),
    "type.passage": ("{count:passage|passages}", "{count:passage|passages}"),
    "about.passage": (
        "Een alinea van een bron: waar ze staat en wat ze beweert, in onze eigen woorden.",
        "A paragraph of a source: where it stands, and what it claims in our own words.",
    ),
    "passage.section": ("De kop waar ze onder staat.", "The heading that it stands under."),
    "passage.paragraph": ("De hoeveelste alinea, vanaf 1.", "Which paragraph, from 1."),
    "passage.length": (
        "Haar lengte, in tekens. Samen met “sha256” en “fragment”, of geen van de drie.",
        "Its length, in characters. Together with “sha256” and “fragment”, or none of the three.",
    ),
    "passage.sha256": (
        "De hash van haar tekst. Een opdracht vult dit in.",
        "The hash of its text. A command fills this in.",
    ),
    "passage.fragment": (
        "Enkele woorden aan beide uiteinden, waarmee een lezer haar in zijn eigen exemplaar vindt.",
        "A few words at both ends, by which readers find it in a copy of their own.",
    ),
    "passage.repeats": (
        "De passage die hier herhaald wordt.",
        "The passage that is repeated here.",
    ),
    "passage.gist": (
        "De kern: wat ze beweert, in onze eigen woorden.",
        "What it claims, in our own words.",
    ),
    "passage.not_advice": (
        "Waarom ze geen advies draagt, als niets haar aanhaalt.",
        "Why it carries no advice, when nothing cites it.",
    ),
    # factors and causes
    "type.factor": ("{count:factor|factoren}", "{count:factor|factors}"),
    "about.factor": (
        "Een succes- of faalfactor die de bronnen noemen.",
        "A success or failure factor that the sources name.",
    ),
    "factor.title": ("De factor in enkele woorden.", "The factor in a few words."),
    "factor.polarity": (
        "Of de bronnen hem als succes, als falen of allebei noemen.",
        "Whether the sources name it as a success, as a failure or as both.",
    ),
    "factor.emphasis": (
        "Hoe sterk een document zelf hem brengt. Het verschuift geen aanbeveling.",
        "How strongly a document itself puts it. It moves no recommendation.",
    ),
    "factor.told_by": ("De passages die hem noemen.", "The passages that name it."),
    "type.cause": ("{count:oorzaak|oorzaken}", "{count:cause|causes}"),
    "about.cause": (
        "De ene factor zit achter de andere. Zijn beide hier een knelpunt, dan gaat de oorzaak voor.",
        "One factor is behind another. Where both are a weakness here, the cause comes first.",
    ),
    "cause.cause": ("De factor die erachter zit.", "The factor that is behind it."),
    "cause.effect": ("De factor die eruit volgt; nooit in een kring.", "The factor that follows; never in a circle."),
    "cause.inference": (
        "Zet true als u het uit de passages afleidt en geen enkele het zegt.",
        "Write true when you infer it from the passages and none of them says so.",
    ),
}
