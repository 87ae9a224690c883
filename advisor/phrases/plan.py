"""What is said of a plan: what it is, why each task is where it is, what would bring it forward."""

PHRASES: dict[str, tuple[str, str]] = {
    "plan": ("Plan", "Plan"),
    "plan_for": ("Plan voor {name}", "Plan for {name}"),
    # what it is
    "plan_proven": (
        "Een beter plan is er niet; dat is bewezen. Beter is: wat meer punten heeft, is eerder klaar. Zijn plannen "
        "even goed, dan is hier eerder klaar wat in het advies hoger staat.",
        "There is no better plan, and that is proven. Better means: what has more points is done sooner. Of equally "
        "good plans, this is the one in which what stands higher in the advice is done sooner.",
    ),
    "plan_first_left_out": (
        "Toch past hier niet alles in wat het advies eerst doet: {titles} {count:staat|staan} er niet in. Onderaan "
        "leest u hoeveel werkdagen of perioden daarvoor nodig zijn.",
        "Even so, not everything that the advice does first fits in: {titles} {count:is|are} left out. At the end you "
        "read how many more working days or periods it takes.",
    ),
    "plan_unproven": (
        "Dit plan klopt, maar of er een beter is, is niet uitgezocht: dat vroeg te veel rekenwerk. Het is {worth} "
        "waard, en geen plan is meer waard dan {most}.",
        "This plan works, but whether there is a better one was not settled: it would take too much computing. It is "
        "worth {worth}, and no plan is worth more than {most}.",
    ),
    "plan_robust": (
        "Het plan rekent met de hoogste schatting van de redactie. Ook als alles het langst duurt en het meeste werk "
        "vraagt, hebt u in elke periode dagen genoeg.",
        "The plan goes by the editors' high estimates. Even if everything takes longest and asks the most work, there "
        "are enough days in every period.",
    ),
    "plan_no_solver": (
        "Hier is nog niets over perioden verdeeld: daarvoor is OR-Tools nodig (pip install 'advisor[plan]'). Dit zijn "
        "de fasen van het advies.",
        "Nothing is divided over periods here: that takes OR-Tools (pip install 'advisor[plan]'). These are the phases "
        "of the advice.",
    ),
    "plan_no_effort": (
        "Hier is niets over perioden verdeeld: dit advies zegt niet hoeveel werk iets vraagt. Maak het opnieuw met de "
        "kennis van nu. Dit zijn de fasen van het advies.",
        "Nothing is divided over periods here: this advice does not say how much work anything takes. Make it again "
        "with today's knowledge. These are the phases of the advice.",
    ),
    "plan_too_large": (
        "Een plan neemt hoogstens {most} {most:taak|taken}. Zet wat klaar of afgewezen is op “done” of “rejected”.",
        "A plan takes at most {most} {most:task|tasks}. Mark what is finished or turned down as “done” or “rejected”.",
    ),
    "plan_frame": (
        "{periods} {periods:periode|perioden} van {weeks} {weeks:week|weken}, in elke periode {days} "
        "{days:werkdag|werkdagen}",
        "{periods} {periods:period|periods} of {weeks} {weeks:week|weeks}, {days} working {days:day|days} in each",
    ),
    "plan_frame_judgement": (
        "Hoeveel werkdagen u hebt, is een schatting van de redactie. Zeg het zelf als u het weet.",
        "How many working days you have is the editors' estimate. Give your own number if you know it.",
    ),
    "plan_empty": ("Er is niets te plannen.", "There is nothing to plan."),
    # periods
    "plan_period": ("Periode {number}", "Period {number}"),
    "plan_weeks": ("week {first}–{last}", "weeks {first}–{last}"),
    "plan_week": ("week {first}", "week {first}"),
    "plan_dates": ("{first} tot en met {last}", "{first} to {last}"),
    "plan_period_days": (
        "{planned} van {days} {days:werkdag|werkdagen}",
        "{planned} of {days} working {days:day|days}",
    ),
    "plan_left_out": ("Niet in dit plan", "Not in this plan"),
    "plan_done": ("Gedaan", "Done"),
    "plan_rejected": ("Afgewezen", "Rejected"),
    "plan_takes": ("{weeks}, {days} werk", "{weeks}, {days} of work"),
    "plan_includes": ("Hoort hierbij en is meegeteld: {titles}", "Goes with this and is counted in: {titles}"),
    "plan_task_in": ("periode {start}", "period {start}"),
    "plan_task_through": ("periode {start} tot en met {end}", "periods {start} to {end}"),
    "plan_without": (
        "Heeft ook {titles} nodig. Dat is afgewezen; het plan wacht er niet op.",
        "Also needs {titles}. That was rejected; the plan does not wait for it.",
    ),
    # why it is there
    "plan_why_first": ("Kan meteen beginnen.", "Can start right away."),
    "plan_why_postponed": ("Uitgesteld: begint na periode {period}.", "Postponed: starts after period {period}."),
    "plan_why_needs": (
        "Komt na {titles}, klaar in periode {period}.",
        "Comes after {titles}, done in period {period}.",
    ),
    "plan_why_full": (
        "Vraagt {takes} {takes:werkdag|werkdagen} in de eerste periode; in periode {period} {free:is|zijn} er {free} "
        "vrij. De andere gaan naar {titles}.",
        "Takes {takes} working {takes:day|days} in its first period; period {period} has {free} free. The others go to "
        "{titles}.",
    ),
    "plan_why_left_full": (
        "Past nergens: er zijn te weinig werkdagen vrij.",
        "Fits nowhere: too few working days are free.",
    ),
    "plan_why_late": (
        "Duurt {takes} {takes:periode|perioden} en kan pas vanaf periode {period}: te lang voor dit plan.",
        "Takes {takes} {takes:period|periods} and cannot start before period {period}: too long for this plan.",
    ),
    "plan_why_waits": (
        "Komt na {titles}, en dat zit niet in dit plan.",
        "Comes after {titles}, which is not in this plan.",
    ),
    # what would bring it forward
    "plan_earlier": (
        "Kan in periode {period} beginnen als {conditions}. De rest blijft dan staan.",
        "Can start in period {period} if {conditions}. Nothing else has to move.",
    ),
    "plan_earlier_needs": ("{titles} een periode eerder klaar is", "{titles} is done one period sooner"),
    "plan_earlier_days": (
        "u daar {days} {days:werkdag|werkdagen} meer hebt",
        "you have {days} more working {days:day|days} there",
    ),
    "plan_earlier_unpostponed": ("u het niet uitstelt", "you do not postpone it"),
    "plan_in_with": ("Past erin met {ways}.", "Fits with {ways}."),
    "plan_in_with_days": (
        "{days} {days:werkdag|werkdagen} meer in {periods}",
        "{days} more working {days:day|days} in {periods}",
    ),
    "plan_in_with_periods": ("{periods} {periods:periode|perioden} meer", "{periods} more {periods:period|periods}"),
    "plan_or": ("{one}, of met {other}", "{one}, or with {other}"),
    # as a picture, a table, a calendar
    "plan_picture_reads": (
        "{tasks} {tasks:taak|taken} over {periods} {periods:periode|perioden}, elk met een balk over haar perioden. "
        "{left} {left:taak staat|taken staan} er niet in.",
        "{tasks} {tasks:task|tasks} over {periods} {periods:period|periods}, each with a bar over its periods. "
        "{left} {left:task is|tasks are} not in it.",
    ),
    "plan_picture_days": (
        "Werkdagen die gepland zijn, van {days} in elke periode",
        "Working days planned, of {days} in each period",
    ),
    "plan_column_task": ("Taak", "Task"),
    "plan_column_periods": ("Perioden", "Periods"),
    "plan_column_takes": ("Tijd en werk", "Time and work"),
    "plan_column_why": ("Waarom dan", "Why then"),
    "plan_column_earlier": ("Wat het eerder zou brengen", "What would bring it forward"),
    "plan_no_start": (
        "Een kalender heeft een eerste dag nodig. Geef die op, zoals 2027-01-04.",
        "A calendar needs a first day. Give one, such as 2027-01-04.",
    ),
    # what is asked
    "not_statuses": (
        "Dit zijn geen statussen.",
        "These are not statuses.",
    ),
    "expected_statuses": (
        'een object met bij elke naam van een aanbeveling een status, zoals "win-people-back": "done"',
        'an object with a status by the id of each recommendation, such as "win-people-back": "done"',
    ),
    "not_a_day": ("Dit is geen dag.", "This is not a day."),
    "expected_day": (
        "een dag van {first} tot en met {last}, zoals 2027-01-04",
        "a day from {first} to {last}, such as 2027-01-04",
    ),
    "not_plan": ("Dit is geen vraag om een plan.", "This does not ask for a plan."),
    "expected_plan": (
        "een object met “profile” en, als u wilt, “capacity”, “weeks”, “periods”, “start” en “statuses”",
        "an object with “profile” and, if you like, “capacity”, “weeks”, “periods”, “start” and “statuses”",
    ),
    "no_such_status": ("De status {value} bestaat niet.", "There is no status {value}."),
    "status_twice": (
        "“{name}” heeft in een ander bestand al de status “{status}”.",
        "“{name}” already has the status “{status}” in another file.",
    ),
    # the page
    "plan_field_capacity": ("Werkdagen per periode", "Working days per period"),
    "plan_field_weeks": ("Weken per periode", "Weeks per period"),
    "plan_field_periods": ("Aantal perioden", "Number of periods"),
    "plan_field_start": ("Eerste dag", "First day"),
    "plan_make": ("Maak het plan", "Make the plan"),
    "plan_picture": ("Het plan als tekening", "The plan as a picture"),
    "plan_table": ("Het plan als tabel", "The plan as a table"),
    "plan_keep": ("Bewaar het plan:", "Keep the plan:"),
    "plan_keep_report": ("Het rapport met het plan:", "The report with the plan:"),
    "plan_for_calendar": ("Met een eerste dag ook als kalender.", "With a first day, as a calendar too."),
    # the page about the order
    "knowledge_plan_periods": (
        "Een plan heeft {periods} {periods:periode|perioden} van {weeks} {weeks:week|weken}.",
        "A plan has {periods} {periods:period|periods} of {weeks} {weeks:week|weeks}.",
    ),
    "knowledge_plan_days": (
        "Er {days:is|zijn} {days} {days:werkdag|werkdagen} per week.",
        "There {days:is|are} {days} working {days:day|days} a week.",
    ),
    "knowledge_plan_days_where": (
        "Dat {days:is|zijn} er {days} als:",
        "{days} a week if:",
    ),
    "knowledge_plan_postponed": (
        "Wat uitgesteld is, begint niet in {weeks:de eerste week|de eerste {weeks} weken}.",
        "What is postponed does not start in the first {weeks:week|{weeks} weeks}.",
    ),
    # the command
    "help_plan": (
        "Welke aanbeveling in welke periode, binnen de werkdagen die er zijn.\nHet best mogelijke plan, bewezen, met "
        "bij elke taak waarom ze daar staat en wat ze eerder zou brengen. Daarvoor is OR-Tools nodig (pip install "
        "'advisor[plan]'); anders geeft het de fasen van het advies, en zegt dat.",
        "Which recommendation in which period, within the working days that there are.\nThe best plan possible, "
        "proven, with for each task why it is there and what would bring it forward. It needs OR-Tools (pip install "
        "'advisor[plan]'); without it you get the phases of the advice, and it says so.",
    ),
    "option_plan": (
        "Zet het plan in het rapport (markdown, html, docx, pdf); met advisor plan zegt u zelf hoeveel dagen er zijn.",
        "Put the plan in the report (markdown, html, docx, pdf); advisor plan lets you say how many days there are.",
    ),
    "plan_is_of_reports": (
        "--plan hoort bij een rapport (markdown, html, docx, pdf), niet bij {form}. Gebruik anders advisor plan.",
        "--plan goes with a report (markdown, html, docx, pdf), not with {form}. Otherwise use advisor plan.",
    ),
    "option_capacity": (
        "Hoeveel werkdagen er in elke periode zijn, voor alles samen.",
        "How many working days there are in each period, for everything together.",
    ),
    "option_weeks": ("Hoeveel weken een periode duurt.", "How many weeks a period lasts."),
    "option_periods": ("Hoeveel perioden het plan telt.", "How many periods the plan has."),
    "option_start": (
        "De eerste dag van het plan, zoals 2027-01-04. Nodig voor een kalender.",
        "The first day of the plan, such as 2027-01-04. Needed for a calendar.",
    ),
    "option_statuses": (
        "Wat er van elke aanbeveling kwam: een JSON-object met een status bij haar naam. Mag herhaald worden.",
        "What became of each recommendation: a JSON object with a status by its id. May be repeated.",
    ),
    "cli_not_a_day": (
        "“{value}” is geen dag zoals 2027-01-04.",
        "“{value}” is not a day such as 2027-01-04.",
    ),
}
