"""What is said of rounds, in which several people answer for one organisation."""

PHRASES: dict[str, tuple[str, str]] = {
    # refused
    "store_no_round": ("Er is geen ronde “{id}”.", "There is no round “{id}”."),
    "store_round_shape": (
        "Een ronde heeft 1 tot {most} {most:groep|groepen}, elk met een eigen naam van hoogstens "
        "{limit} {limit:teken|tekens}.",
        "A round has 1 to {most} {most:group|groups}, each with a name of its own of at most "
        "{limit} {limit:character|characters}.",
    ),
    "store_no_group": (
        "In deze ronde is geen groep “{name}” uitgenodigd. Wel: {groups}.",
        "No group “{name}” is invited in this round. Invited: {groups}.",
    ),
    "store_round_closed": (
        "Deze ronde is gesloten. Antwoorden kan niet meer.",
        "This round is closed. It takes no more answers.",
    ),
    "store_round_open": (
        "Deze ronde loopt nog. Wat er geantwoord is, komt pas vrij als ze gesloten is.",
        "This round is still open. What was answered becomes available once it is closed.",
    ),
    "store_round_full": (
        "Deze ronde is vol. Vraag wie u uitnodigde om een tweede ronde.",
        "This round is full. Ask whoever invited you for a second one.",
    ),
    "store_too_few": (
        "Tot nu toe is er geantwoord door {count} {count:persoon|mensen}. Een ronde sluit vanaf {least}: met minder "
        "is te raden wie wat zei. Wacht nog even, of verwijder de ronde.",
        "So far {count} {count:person has|people have} answered. A round closes from {least} on: with fewer, one could "
        "guess who said what. Wait a little longer, or delete the round.",
    ),
    "store_no_invitation": (
        "Deze uitnodiging bestaat niet. Kijk of u de link helemaal overnam.",
        "There is no such invitation. Check that you copied the whole link.",
    ),
    "store_invitation_revoked": (
        "Deze uitnodiging is ingetrokken. Vraag een nieuwe aan wie u uitnodigde.",
        "This invitation was revoked. Ask whoever invited you for a new one.",
    ),
    "store_no_response": (
        "Deze persoonlijke link hoort bij geen antwoorden. Open de uitnodiging zelf en begin opnieuw.",
        "There are no answers behind this personal link. Open the invitation itself and start again.",
    ),
    # the commands
    "help_round": (
        "Rondes, waarin meer mensen voor één organisatie antwoorden.",
        "Rounds, in which several people answer for one organisation.",
    ),
    "help_round_open": (
        "Open een ronde en toon de link van elke groep, één keer.",
        "Open a round and show the link for each group, once.",
    ),
    "help_round_list": (
        "De rondes, de nieuwste eerst: id, tijdstip (UTC), open of gesloten, hoeveel mensen antwoordden, naam.",
        "The rounds, newest first: id, time (UTC), open or closed, how many people answered, name.",
    ),
    "help_round_show": (
        "Hoeveel mensen van elke groep antwoordden, en niets van wat ze zeiden.",
        "How many people in each group answered, and nothing of what they said.",
    ),
    "help_round_invite": (
        "Nodig nog een groep uit, of geef een groep een nieuwe link; de oude werkt dan niet meer.",
        "Invite one more group, or give a group a new link; the old one stops working.",
    ),
    "help_round_revoke": (
        "Trek de link van een groep in; wat langs die weg geantwoord werd, telt mee.",
        "Revoke the link of a group; what was answered through it still counts.",
    ),
    "help_round_close": (
        "Sluit een ronde en schrijf het profiel dat er samen uit kwam, zonder wie wat zei. Kan vanaf vier antwoorden.\n"
        "De antwoorden zelf worden dan verwijderd.",
        "Close a round and write the profile that came out of it, without who said what. Takes four respondents.\n"
        "The answers themselves are then deleted.",
    ),
    "help_round_delete": (
        "Verwijder een ronde voorgoed, met alles wat er geantwoord werd.",
        "Delete a round for good, together with everything that was answered.",
    ),
    "option_round": (
        "Antwoord in de ronde van deze uitnodiging; de ronde bewaart uw antwoorden.",
        "Answer in the round of this invitation; your answers are saved there.",
    ),
    "option_own": (
        "Ga verder met uw eigen antwoorden van daarnet, met wat u toen te zien kreeg.",
        "Continue with your own earlier answers, by what you were shown then.",
    ),
    "option_round_group": ("Welke groep.", "Which group."),
    "option_round_groups": ("Een groep om uit te nodigen; mag meer keren.", "A group to invite; may be repeated."),
    "option_agreed": (
        "Een profiel met wat al vaststaat; dat wordt niet meer gevraagd.",
        "A profile with what is agreed already; nobody is asked that.",
    ),
    "option_round_reference": ("Uw eigen kenmerk voor de organisatie.", "Your own reference for the organisation."),
    "option_address": ("Het adres van uw server, voor de links.", "The address of your server, for the links."),
    "round_opened": (
        "Ronde {id}. Bewaar de links nu: ze worden niet nog eens getoond.",
        "Round {id}. Save the links now: they are not shown again.",
    ),
    "round_invited": (
        "Bewaar de link nu: hij wordt niet nog eens getoond.",
        "Save the link now: it is not shown again.",
    ),
    "round_none": ("Er zijn nog geen rondes.", "There are no rounds yet."),
    "round_nameless": ("een organisatie zonder naam", "an organisation without a name"),
    "round_is_open": ("open", "open"),
    "round_is_closed": ("gesloten", "closed"),
    "round_is_revoked": ("ingetrokken", "revoked"),
    "round_answered": ("{count} {count:persoon antwoordde|mensen antwoordden}", "{count} answered"),
    "round_revoked": ("De link van {name} werkt niet meer.", "The link of {name} no longer works."),
    "round_deleted": ("Ronde {id} is voorgoed verwijderd.", "Round {id} was deleted for good."),
    # to a respondent
    "round_ask_start": (
        "U antwoordt over {name}, als iemand van de groep {group}.",
        "You are answering about {name}, as one of the group {group}.",
    ),
    "round_who_sees_what": (
        "Niemand krijgt te zien wie wat antwoordde. Wie u uitnodigde, ziet nu alleen hoeveel mensen er antwoordden. "
        "De ronde kan pas sluiten bij minstens {least} {least:persoon|mensen}. Dan is per groep te zien hoe vaak elk "
        "antwoord gegeven is. Een groep van minder dan {least} wordt samen met een andere geteld. Uw antwoorden zelf "
        "worden dan verwijderd.",
        "Nobody is shown who gave which answer. For now, whoever invited you sees only how many people answered. The "
        "round can close once that is at least {least} {least:person|people}. Then it shows, per group, how often "
        "each answer was given. A group of fewer than {least} is counted together with another. Your own answers are "
        "then deleted.",
    ),
    "round_answer_saved": (
        "Uw antwoorden zijn bewaard in de ronde. U kunt ze veranderen tot de ronde sluit.",
        "Your answers are saved in the round. You can change them until the round closes.",
    ),
    "round_nothing_saved": ("Er is niets van u bewaard.", "Nothing of yours was saved."),
    "round_come_back": (
        "Terugkomen, alleen voor u: advisor ask --round {secret} --own {token}",
        "To come back, for you alone: advisor ask --round {secret} --own {token}",
    ),
    # over HTTP
    "status_410": ("Dit is voorbij", "No longer available"),
    "round_often": (
        "Dit kwam in een minuut al meer dan {count} keer. Wacht {seconds} {seconds:seconde|seconden} en probeer het "
        "opnieuw.",
        "More than {count} of these came within a minute. Wait {seconds} {seconds:second|seconds} and try again.",
    ),
    "round_expected_open": (
        "een object met “groups” en soms “profile”",
        "an object with “groups” and optionally “profile”",
    ),
    "round_expected_group": ("een object met “group”", "an object with “group”"),
    "round_expected_groups": ("een lijst van namen", "a list of names"),
    "round_not_groups": ("{value} is geen lijst van namen.", "{value} is not a list of names."),
    "round_agreed": (
        "Dit staat voor de organisatie al vast en wordt niet meer gevraagd.",
        "The organisation agrees on this already; nobody is asked it any more.",
    ),
    "round_nothing_answered": (
        "Hier staat geen antwoord. Beantwoord minstens één vraag.",
        "There is no answer here. Answer at least one question.",
    ),
    # on pages, instead of what programs are told
    "page_title_410": ("Antwoorden kan niet meer", "Answering is over"),
    "page_store_no_round": ("Deze ronde is er niet, of niet meer.", "This round does not exist, or no longer exists."),
    "page_store_round_shape": (
        "Geef elke groep een eigen, korte naam.",
        "Give each group a short name of its own.",
    ),
    "page_store_no_group": (
        "Deze groep is niet uitgenodigd, of niet meer.",
        "This group is not invited, or no longer.",
    ),
    "page_store_round_closed": (
        "Deze ronde is gesloten. Wie wat antwoordde, is verwijderd.",
        "This round is closed. Who answered what has been deleted.",
    ),
    "page_store_round_open": (
        "Deze ronde loopt nog. Sluit ze eerst.",
        "This round is still open. Close it first.",
    ),
    "page_store_round_full": (
        "Deze ronde is vol. Vraag wie u uitnodigde om een tweede ronde.",
        "This round is full. Ask whoever invited you for a second one.",
    ),
    "page_store_too_few": (
        "Er antwoordden nog te weinig mensen om de ronde te sluiten. Wacht nog even, of verwijder de ronde.",
        "Too few people have answered to close the round. Wait a little longer, or delete the round.",
    ),
    "page_store_no_invitation": (
        "Deze uitnodiging bestaat niet. Kijk of u de link helemaal overnam.",
        "There is no such invitation. Check that you copied the whole link.",
    ),
    "page_store_invitation_revoked": (
        "Deze uitnodiging is ingetrokken. Vraag een nieuwe aan wie u uitnodigde.",
        "This invitation was revoked. Ask whoever invited you for a new one.",
    ),
    "page_store_no_response": (
        "Bij deze persoonlijke link horen geen antwoorden. Open de uitnodiging zelf en begin opnieuw.",
        "There are no answers behind this personal link. Open the invitation itself and start again.",
    ),
    # the pages
    "page_rounds": ("Rondes", "Rounds"),
    "round_rounds": ("Rondes", "Rounds"),
    "round_rounds_about": (
        "Laat meer mensen voor één organisatie antwoorden, elk apart. U ziet nooit wie wat zei. Bij minstens {least} "
        "{least:persoon|mensen} sluit u de ronde en ziet u waar ze verschillen.",
        "Have several people answer for one organisation, each alone. You never see who said what. With at least "
        "{least} {least:person|people} you close the round and see where they differ.",
    ),
    "round_open_one": ("Ronde openen", "Open a round"),
    "round_organisation": ("Over wie het gaat", "Who it is about"),
    "round_groups": ("Groepen", "Groups"),
    "round_groups_about": (
        "Eén per regel, zoals directie en werkvloer. Elke groep krijgt een eigen link.",
        "One per line, such as management and floor. Each group gets a link of its own.",
    ),
    "round_links": ("De links", "The links"),
    "round_links_about": (
        "Kopieer ze nu: ze worden niet nog eens getoond. Iedereen van een groep krijgt dezelfde link.",
        "Copy them now: they are not shown again. Everyone in a group gets the same link.",
    ),
    "round_who_answered": ("Hoeveel mensen antwoordden", "How many answered"),
    "round_new_link": ("Nieuwe link", "New link"),
    "round_revoke": ("Link intrekken", "Revoke the link"),
    "round_close": ("Ronde sluiten", "Close the round"),
    "round_close_about": (
        "Sluiten kan bij minstens {least} {least:persoon|mensen}, en maar één keer. De antwoorden worden samengeteld, "
        "en daarna verwijderd.",
        "A round closes with at least {least} {least:person|people}, and only once. The answers are counted together "
        "and then deleted.",
    ),
    "round_closed_about": (
        "De antwoorden zijn samengeteld, en daarna verwijderd. Niemand kan nog nagaan wie wat zei.",
        "The answers were counted together and then deleted. Nobody can trace who said what any more.",
    ),
    "round_download": ("Profiel als bestand (JSON)", "Profile as a file (JSON)"),
    "round_question": ("Vraag", "Question"),
    "round_delete": ("Ronde verwijderen", "Delete the round"),
    "round_delete_about": (
        "Met alles wat er geantwoord is. In het logboek blijft alleen staan dat het gebeurde.",
        "With everything that was answered. The audit log keeps only that it happened.",
    ),
    "round_delete_sure": ("Voorgoed verwijderen", "Delete for good"),
    "round_your_answers": ("Uw antwoorden", "Your answers"),
    "round_who_sees": ("Wie ziet wat?", "Who sees what?"),
    "round_leave_open": (
        "Weet u iets niet, laat het dan open. Wat u zelf ziet en meemaakt, telt.",
        "Leave open what you do not know. What you see and go through yourself is what counts.",
    ),
    "round_save": ("Antwoorden bewaren", "Save my answers"),
    "round_own_link": (
        "Op dit toestel komt u vanzelf bij uw antwoorden terug. Op een ander toestel met",
        "On this device you come back to your answers by yourself. On another device, use",
    ),
    "round_own_link_is": ("uw persoonlijke link", "your personal link"),
    "round_withdraw": ("Toch niet meedoen", "Withdraw"),
    "round_withdraw_about": (
        "Uw antwoorden worden gewist, en u telt niet mee.",
        "Your answers are deleted, and you do not count.",
    ),
    "round_withdraw_sure": ("Mijn antwoorden wissen", "Delete my answers"),
    "round_withdrawn": ("Uw antwoorden zijn gewist.", "Your answers were deleted."),
    # a table with a row for each respondent
    "cli_convert": (
        "Noem een mapping en een bestand met antwoorden. Zonder mapping hoort er --respondents bij; --id hoort bij "
        "--respondents.",
        "Name a mapping file and a file of answers. Without a mapping file give --respondents; --id goes with "
        "--respondents.",
    ),
    "option_respondents": (
        "Elke rij is van één persoon; dit veld noemt zijn groep. Per organisatie komt er één profiel.",
        "Each row is one person's; this field has the group. You get one profile per organisation.",
    ),
    "option_respondent_id": (
        "Het veld dat zegt wie het is; wie twee keer voorkomt, wordt gemeld.",
        "The field that says who it is; anyone who occurs twice is reported.",
    ),
    "respondent_twice": (
        "“{id}” komt twee keer voor: {before} en {again}. Beide tellen mee.",
        "“{id}” occurs twice: {before} and {again}. Both count.",
    ),
    "more_respondents_twice": (
        "Nog {count} {count:rij|rijen} van iemand die er al stond.",
        "{count} more {count:row|rows} of someone who occurs twice.",
    ),
}
