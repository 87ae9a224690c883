"""What is said of questions asked of an advice."""

PHRASES: dict[str, tuple[str, str]] = {
    # why and why not
    "why_not": ("Waarom niet: {title}", "Why not: {title}"),
    "is_given": (
        "Deze aanbeveling wordt gegeven; zie “advisor why”.",
        "This recommendation is given; see “advisor why”.",
    ),
    "verdict": ("Oordeel: {verdict}", "Verdict: {verdict}"),
    "verdict_recommended": ("aanbevolen", "recommended"),
    "verdict_provisional": ("voorlopig aanbevolen", "provisionally recommended"),
    "verdict_undecided": ("nog niet te zeggen", "undecided"),
    "verdict_not_indicated": ("niet aan de orde", "not indicated"),
    "failed": ("klopt niet", "not true"),
    "open": ("niet beantwoord", "not answered"),
    "blocked": ("vervalt door de uitzondering", "removed by the exception"),
    "seen_needed": (
        "“{name}”: u antwoordde {seen}; nodig: {needed}",
        "“{name}”: you answered {seen}; needed: {needed}",
    ),
    "open_needed": ("“{name}”: niet beantwoord; nodig: {needed}", "“{name}”: not answered; needed: {needed}"),
    "one_of_these": ("Een van deze is genoeg:", "One of these is enough:"),
    "change_in": ("Wat deze aanbeveling in het advies brengt: {title}", "What adds this recommendation: {title}"),
    "change_out": ("Wat deze aanbeveling doet vervallen: {title}", "What removes this recommendation: {title}"),
    "change_takes": (
        "{count:Eén ander antwoord is genoeg.|"
        "Daar zijn {count} andere antwoorden voor nodig; met minder lukt het niet.}",
        "{count:One different answer is enough.|It takes {count} different answers; no fewer will do.}",
    ),
    "change_fixed": (
        "Met antwoorden die u kunt veranderen lukt dit niet. Dit staat vast:",
        "No answer that you can change does this. Fixed:",
    ),
    "change_never": ("Geen enkel antwoord doet dit.", "No answer does this."),
    "decides_first": (
        "Beslist mee of dit bij de eerste tien hoort: {titles}.",
        "Helps decide whether this is among the first ten: {titles}.",
    ),
    # an interview
    "ask_start": (
        "Ik bewaar elk antwoord meteen in {file}. Stoppen en later verdergaan kan altijd.",
        "Every answer is saved in {file} immediately. You can stop and continue later.",
    ),
    "ask_settled": (
        "Al beslist: {verdicts} van de {of} {of:aanbeveling|aanbevelingen}. "
        "Van de eerste {of_first} {first:is|zijn} er {first} zeker.",
        "Settled: {verdicts} of {of} {of:recommendation|recommendations}. Of the first {of_first}, {first} "
        "{first:is|are} certain.",
    ),
    "ask_nothing": (
        "Er is geen vraag meer die de eerste tien aanbevelingen kan veranderen.",
        "No remaining question can change the first ten recommendations.",
    ),
    "ask_prompt": ("Uw antwoord:", "Your answer:"),
    "ask_keys": (
        "[?] weet ik niet  [l] later  [t] terug  [n] toelichting bij uw vorige antwoord  [h] hulp  [s] stoppen",
        "[?] I don't know  [l] later  [b] back  [n] note on your last answer  [h] help  [q] stop",
    ),
    "ask_note": (
        "Toelichting bij: {question}\nEnter slaat over.",
        "A note on: {question}\nEnter skips.",
    ),
    "ask_note_none": (
        "Een toelichting hoort bij een antwoord: geef eerst een antwoord.",
        "A note belongs to an answer: answer a question first.",
    ),
    "ask_note_text": ("Wat wilt u erbij zeggen?", "What do you want to say about it?"),
    "ask_note_evidence": ("Waaruit blijkt het?", "What shows it?"),
    "ask_note_confidence": (
        "Hoe zeker is het? 1 gemeten, 2 uit eigen kennis, 3 geschat:",
        "How sure is it? 1 measured, 2 known first-hand, 3 guessed:",
    ),
    "ask_several": ("Typ de nummers die kloppen, of 0.", "Type the numbers that apply, or 0."),
    "ask_choose": ("Typ een nummer van 1 tot {most}.", "Type a number from 1 to {most}."),
    "ask_number": ("Typ een getal van {low} tot {high}.", "Type a number from {low} to {high}."),
    "ask_saved": (
        "Bewaard in {file}. Het hele advies: advisor advise {file}",
        "Saved in {file}. For the full advice: advisor advise {file}",
    ),
    "ask_next": ("Wat het meest beslist, eerst:", "Most decisive first:"),
    # how firm the order is
    "stability_about": (
        "Elk gewicht van de redactie tot {percent} % hoger of lager; op open vragen elk antwoord. Een vaste plaats "
        "verschuift weinig en vervalt niet.",
        "Each of the editors' weights up to {percent}% higher or lower; open questions answered in any way. A "
        "firm place moves little and always remains.",
    ),
    "stability_ranks": ("plaats", "rank"),
    "stability_weights": ("gewichten", "weights"),
    "stability_answers": ("antwoorden", "answers"),
    "stability_together": ("samen", "together"),
    "label_firm": ("vast", "firm"),
    "label_shaky": ("wankel", "shaky"),
    "may_lapse": ("kan vervallen", "may disappear"),
    "total": ("samen", "total"),
    "same_recommendation": ("Noem twee verschillende aanbevelingen.", "Name two different recommendations."),
    "above_folded": ("{title} staat onder {host}.", "{title} is shown under {host}."),
    "above_needs": ("{higher} komt eerst: {lower} komt daarna.", "{higher} comes first: {lower} follows it."),
    "above_lifted": (
        "{higher} gaat voor, want {through} kan pas daarna.",
        "{higher} comes first, because {through} can only follow it.",
    ),
    "above_start": (
        "{higher} gaat voor, want een document vraagt om dit bij de start te regelen.",
        "{higher} comes first, because a document asks for it to be settled at the start.",
    ),
    "above_exempt": (
        "{higher} gaat voor, want {lower} is misschien al in orde.",
        "{higher} comes first, because {lower} may already be settled.",
    ),
    "above_documents": (
        "{higher} en {lower} hebben allebei {score} {score:punt|punten}. Meer documenten steunen {higher}.",
        "{higher} and {lower} have {score} {score:point|points} each. More documents support {higher}.",
    ),
    "above_order": (
        "{higher} en {lower} hebben allebei {score} {score:punt|punten}. Ze zijn even dringend; de redactie koos de "
        "volgorde.",
        "{higher} and {lower} have {score} {score:point|points} each. They are equally urgent; the editors chose the "
        "order.",
    ),
    "above_score": (
        "{higher} heeft {points} {points:punt|punten} meer dan {lower}: {told}.",
        "{higher} scores {points} {points:point|points} more than {lower}: {told}.",
    ),
    "no_such_recommendation": ("De aanbeveling “{name}” bestaat niet.", "The recommendation “{name}” does not exist."),
    "no_such_number": (
        "Dit advies heeft geen aanbeveling met nummer {number}: het zijn er {count}.",
        "This advice has no recommendation with number {number}: it has {count}.",
    ),
    "not_given": (
        "Deze aanbeveling wordt niet gegeven; zie “advisor why-not”.",
        "This recommendation is not given; see “advisor why-not”.",
    ),
    "not_given_here": ("Deze aanbeveling wordt niet gegeven.", "This recommendation is not given."),
    "not_what_if": ("Dit is geen profiel met andere antwoorden.", "This is not a profile with changed answers."),
    "expected_what_if": (
        "een object met “profile” (een profiel) en “answers” (de andere antwoorden)",
        "an object with “profile” (a profile) and “answers” (the changed answers)",
    ),
    # what if
    "changed_answers": ("Andere antwoorden", "Changed answers"),
    "unanswered": ("(niet beantwoord)", "(not answered)"),
    "comes": ("komt erbij", "added"),
    "goes": ("vervalt", "removed"),
    "no_longer": ("niet meer te zeggen", "no longer known"),
    "moves": ("van {before} naar {after}", "from {before} to {after}"),
    "through": ("door {causes}", "because of {causes}"),
    "findings": ("Bevindingen", "Findings"),
    "recommendations": ("Aanbevelingen", "Recommendations"),
    "same_answers": (
        "Dit zijn dezelfde antwoorden: aan het advies verandert niets.",
        "These are the same answers: nothing in the advice changes.",
    ),
    "nothing_changes": ("Aan het advies verandert niets.", "Nothing in the advice changes."),
}
