"""What is said in a report: its headings, how it is read, what its numbers mean."""

PHRASES: dict[str, tuple[str, str]] = {
    # the title page
    "report_kind": ("Adviesrapport", "Advisory report"),
    "report_organisation": ("Organisatie", "Organisation"),
    "report_reference": ("Kenmerk", "Reference"),
    "report_date": ("Datum", "Date"),
    "report_knowledge": ("Kennis", "Knowledge"),
    "report_edition": ("editie {edition}", "edition {edition}"),
    "report_guide": ("Hoe u dit rapport leest", "How to read this report"),
    "report_guide_rules": (
        "Elke aanbeveling volgt uit uw antwoorden, door regels die u kunt nalezen. De tekening bij elke aanbeveling "
        "toont die weg: van antwoord naar regel, naar bevinding, naar advies.",
        "Every recommendation follows from your answers, through rules that you can read. The picture with each "
        "recommendation shows the path: from answer to rule, to finding, to recommendation.",
    ),
    "report_guide_marks": (
        "Een nummer zoals [3] verwijst naar een passage in de lijst van bronnen. Waar het kan, opent de koppeling daar "
        "de pagina van de uitgever op de passage zelf.",
        "A number such as [3] refers to a passage in the list of sources. Where possible, its link opens the "
        "publisher's page at the passage itself.",
    ),
    "report_guide_editors": (
        "Wat in geen bron staat, is als gevolgtrekking of keuze van de redactie gemerkt.",
        "What no source says is marked as inferred or chosen by the editors.",
    ),
    "report_guide_unknown": (
        "Een vraag zonder antwoord is nergens ingevuld. “Voorlopig” betekent: er is nog één met name genoemde "
        "uitzondering die de aanbeveling kan doen vervallen.",
        "A question without an answer is never filled in for you. “Provisionally” means that one named "
        "exception can still remove the recommendation.",
    ),
    "report_guide_firm": (
        "Een vaste plaats in de volgorde verschuift weinig, wat de open antwoorden ook worden en ook als de gewichten "
        "van de redactie iets anders waren. Een wankele plaats kan flink verschuiven of vervallen.",
        "A firm place in the order moves little, whatever the open answers turn out to be and even if the "
        "editors' weights were slightly different. A shaky place can move a lot or disappear.",
    ),
    "report_toc": ("Inhoud", "Contents"),
    "report_page": ("Pagina {page} van {pages}", "Page {page} of {pages}"),
    # the summary
    "report_summary": ("Samenvatting", "Summary"),
    "report_count_answers": ("{count:antwoord|antwoorden}", "{count:answer|answers}"),
    "report_count_weaknesses": ("{count:knelpunt|knelpunten}", "{count:weakness|weaknesses}"),
    "report_count_strengths": ("{count:sterk punt|sterke punten}", "{count:strength|strengths}"),
    "report_count_recommendations": ("{count:aanbeveling|aanbevelingen}", "{count:recommendation|recommendations}"),
    "report_count_passages": ("{count:passage|passages}", "{count:passage|passages}"),
    "report_main_findings": ("Wat het meest weegt", "Main findings"),
    "report_severities": ("Knelpunten: {severities}.", "Weaknesses: {severities}."),
    "report_no_weaknesses": (
        "Uit deze antwoorden blijkt geen knelpunt.",
        "These answers show no weakness.",
    ),
    "report_answered_by": (
        "{count:aanbeveling|aanbevelingen} {ranks}",
        "{count:recommendation|recommendations} {ranks}",
    ),
    "report_more": ("en nog {count}", "and {count} more"),
    "report_firm_heading": ("Hoe vast de volgorde is", "How firm the order is"),
    "report_firmness_all": (
        "Elke plaats in de volgorde is vast.",
        "Every place in the order is firm.",
    ),
    "report_firmness_some": (
        "{firm} van de {total} {total:plaats|plaatsen} in de volgorde {firm:is|zijn} vast.",
        "{firm} of the {total} {total:place|places} in the order {firm:is|are} firm.",
    ),
    "report_firmness_none": (
        "Geen plaats in de volgorde is vast: de open vragen beslissen nog veel.",
        "No place in the order is firm: much still depends on the open questions.",
    ),
    "report_firmness_holds": (
        "Dit telt elk antwoord op de open vragen mee, en elk gewicht van de redactie tot {percent} % hoger of lager.",
        "This allows for every answer to the open questions, and for each of the editors' weights being up to "
        "{percent}% higher or lower.",
    ),
    # the roadmap and the recommendations
    "report_roadmap": ("Routekaart", "Roadmap"),
    "report_roadmap_about": (
        "De volgorde volgt uit de score en uit wat op elkaar wacht.",
        "The order follows from the scores and from what has to come first.",
    ),
    "report_table_told": (
        "{name}: een tabel met de kolommen {columns}.",
        "{name}: a table with the columns {columns}.",
    ),
    "report_rank": ("Nr.", "No."),
    "report_recommendation": ("Aanbeveling", "Recommendation"),
    "report_recommendations": ("Aanbevelingen", "Recommendations"),
    "report_waits_for": ("Wacht op", "Waits for"),
    "report_score": ("Score", "Score"),
    "report_verdict": ("Oordeel", "Verdict"),
    "report_place": ("Plaats", "Place"),
    "report_between": ("tussen {best} en {worst}", "between {best} and {worst}"),
    "report_picture": ("Tekening bij aanbeveling {rank}", "Picture for recommendation {rank}"),
    "report_how_scored": ("Score {score}: {parts}.", "Score {score}: {parts}."),
    "report_decided_by_context": ("Uw situatie beslist.", "Your situation decides."),
    "report_decided_by_source": ("De bronnen zelf beslissen.", "The sources themselves decide."),
    "report_decided_by_both": (
        "Uw situatie en de bronnen beslissen samen.",
        "Your situation and the sources decide together.",
    ),
    "report_one_side": ("Aan de ene kant", "On the one hand"),
    "report_other_side": ("Aan de andere kant", "On the other hand"),
    "report_decides": ("Wat beslist", "What decides"),
    "report_concerns": ("Raakt aan", "Relates to"),
    # the rest
    "report_open": ("Wat nog open is", "What is still open"),
    "report_question": ("Vraag", "Question"),
    "report_why": ("Waarom", "Why"),
    "report_answer": ("Antwoord", "Answer"),
    "report_more_questions": (
        "Nog {count} andere {count:vraag beslist|vragen beslissen} iets. De pagina van het advies noemt ze.",
        "{count} other {count:question still matters|questions still matter}; see the page of the advice.",
    ),
    "report_undecided": ("Nog niet te zeggen", "Undecided"),
    "report_undecided_about": (
        "Deze aanbevelingen volgen uit sommige antwoorden op open vragen, en uit andere niet.",
        "These recommendations follow from some answers to open questions, but not from others.",
    ),
    "report_waits": ("Wacht op", "Waits for"),
    "report_answers": ("Bijlage: uw antwoorden", "Annex: your answers"),
    "report_no_answers": ("Er is geen enkele vraag beantwoord.", "No question was answered."),
    "report_unanswered": (
        "{count} {count:vraag is|vragen zijn} niet beantwoord.",
        "{count} {count:question was|questions were} not answered.",
    ),
    "report_place_in_source": ("{section}, alinea {paragraph}", "{section}, paragraph {paragraph}"),
    "report_receipt": ("Bewijs", "Receipt"),
    "report_receipt_about": (
        "Hiermee is dit advies gemaakt. Dezelfde antwoorden, kennis en software geven het teken voor teken weer.",
        "This is what this advice was made with. The same answers, knowledge and software reproduce it exactly.",
    ),
    "report_receipt_software": ("Software", "Software"),
    "report_receipt_edition": ("Editie van de kennis", "Knowledge edition"),
    "report_receipt_knowledge_sha256": ("Kennis (SHA-256)", "Knowledge (SHA-256)"),
    "report_receipt_weights_sha256": ("Gewichten (SHA-256)", "Weights (SHA-256)"),
    "report_receipt_profile_sha256": ("Antwoorden (SHA-256)", "Answers (SHA-256)"),
    "report_receipt_engine": ("Inferentiemotor", "Inference engine"),
    "report_receipt_language": ("Taal", "Language"),
    # asking for one
    "report_other_knowledge": (
        "Dit advies is van andere kennis of andere software; een rapport kan er niet meer van gemaakt worden.",
        "This advice was made with different knowledge or software, so no report can be made of it any more.",
    ),
    "report_other_knowledge_remedy": (
        "een advies van vandaag: geef het opnieuw (/rerun), of vraag de JSON van toen",
        "new advice: run it again (/rerun), or ask for the original JSON",
    ),
    "report_to_terminal": (
        "Een {form} is niet om in de terminal te lezen. Schrijf het naar een bestand: -o {name}",
        "A {form} cannot be read in the terminal. Write it to a file: -o {name}",
    ),
    "report_filename": ("advies", "advice"),
    "report_profile": ("antwoorden", "answers"),
    "report_map": ("kaart", "map"),
    "report_picture_large": (
        "Deze tekening is te groot voor PNG. Vraag ze als SVG.",
        "This picture is too large for PNG. Ask for SVG.",
    ),
}
