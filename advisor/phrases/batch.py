"""What is said of forms of others, and of many profiles at once."""

PHRASES: dict[str, tuple[str, str]] = {
    # profiles in files, and foreign forms
    "unknown_kind": (
        "{name}: dit soort bestand wordt niet gelezen. Geef een map met JSON, of een bestand met een van {kinds}.",
        "{name}: unsupported file type. Use a folder of JSON files, or a file that ends in one of {kinds}.",
    ),
    "spreadsheet": (
        "{name}: een rekenblad wordt niet gelezen. Bewaar het in Excel als “CSV UTF-8” en geef dat bestand.",
        "{name}: spreadsheets are not supported. Save it in Excel as “CSV UTF-8” and use that file.",
    ),
    "empty_folder": ("{name}: in deze map staat geen .json.", "{name}: this folder has no .json files."),
    "no_pyarrow": (
        "Voor Parquet is pyarrow nodig: pip install 'advisor[parquet]'.",
        "Parquet needs pyarrow: pip install 'advisor[parquet]'.",
    ),
    "not_parquet": ("{name}: dit is geen Parquet.", "{name}: this is not Parquet."),
    "mapping_not_for_tables": (
        "{name}: deze koppeling leest JSON van een formulier, geen tabel.",
        "{name}: this mapping reads JSON from a form, not a table.",
    ),
    "no_header": ("De eerste regel noemt geen kolommen.", "The first line has no column names."),
    "cells": (
        "De rij heeft {found} cellen, de eerste regel heeft er {wanted}.",
        "The row has {found} cells, the first line has {wanted}.",
    ),
    "expected_cells": ("cellen met “{separator}” ertussen", "cells separated by “{separator}”"),
    "open_quote": ("Een aanhalingsteken wordt niet gesloten.", "A quotation mark is not closed."),
    "undecoded": ("De tekst is geen {encoding}.", "The text is not {encoding}."),
    "expected_csv_utf8": (
        "een bestand dat in Excel is bewaard als “CSV UTF-8”",
        "a file saved in Excel as “CSV UTF-8”",
    ),
    "read_as": ("Gelezen als {encoding}.", "Read as {encoding}."),
    "blank_rows": (
        "{count} lege {count:rij|rijen} overgeslagen.",
        "{count} blank {count:row|rows} skipped.",
    ),
    "rows_left_out": (
        "{count} {count:antwoord telt|antwoorden tellen} niet mee: “only_if” in de koppeling sluit dat uit.",
        "{count} {count:response|responses} left out by “only_if” in the mapping.",
    ),
    "reference_twice": (
        "Het kenmerk “{reference}” staat er twee keer: {before} en {again}.",
        "The reference “{reference}” occurs twice: {before} and {again}.",
    ),
    "more_references_twice": (
        "Nog {count} keer staat er een kenmerk dat er al stond.",
        "{count} more repeated {count:reference|references}.",
    ),
    "unmapped_field": (
        "Het veld “{name}” staat niet in de koppeling.",
        "The field “{name}” is not in the mapping.",
    ),
    "unmapped_fields": (
        "{count} {count:veld staat|velden staan} niet in de koppeling: {names}.",
        "{count} {count:field is|fields are} not in the mapping: {names}.",
    ),
    "expected_mapped": (
        "een veld dat de koppeling gebruikt of onder “ignore” noemt",
        "a field that the mapping uses or lists under “ignore”",
    ),
    "field_twice": ("Het veld “{name}” staat er twee keer.", "The field “{name}” occurs twice."),
    "mapped_field_missing": (
        "Het veld “{name}” uit de koppeling ontbreekt.",
        "The field “{name}” from the mapping is missing.",
    ),
    "expected_record": ("een object met een waarde per veld", "an object with a value for each field"),
    "not_translated": (
        "De koppeling vertaalt “{value}” niet.",
        "The mapping does not translate “{value}”.",
    ),
    "none_with_others": (
        "“{value}” staat samen met andere antwoorden.",
        "“{value}” cannot be combined with other answers.",
    ),
    "expected_alone": ("dit antwoord alleen, of de andere", "only this answer, or only the others"),
    "expected_number_point": ("een getal zoals 1250 of 12.5", "a number such as 1250 or 12.5"),
    "expected_number_comma": ("een getal zoals 1250 of 12,5", "a number such as 1250 or 12,5"),
    "not_typeform": ("Dit is geen antwoord van Typeform.", "This is not a Typeform response."),
    "expected_typeform": (
        "form_response.answers, met in elk antwoord field.ref, type en een waarde",
        "form_response.answers, each with field.ref, type and a value",
    ),
    "not_tally": ("Dit is geen antwoord van Tally.", "This is not a Tally response."),
    "expected_tally": (
        "data.fields, met in elk veld key, label en value",
        "data.fields, each with key, label and value",
    ),
    "mapping_fits": (
        "{name}: {form}. Past op kennis {edition}: {asked} van de {all} {all:vraag|vragen}, "
        "uit {fields} {fields:veld|velden}.",
        "{name}: {form}. Fits knowledge {edition}: {asked} of the {all} {all:question|questions}, "
        "from {fields} {fields:field|fields}.",
    ),
    "no_mistakes": ("Geen fouten.", "No mistakes."),
    # many profiles at once
    "row": ("rij {number}", "row {number}"),
    "row_failed": (
        "Dit profiel kon niet verwerkt worden ({kind}).",
        "Advice for this profile failed ({kind}).",
    ),
    "batch_done": (
        "{rows} {rows:profiel|profielen}: {done} {done:advies|adviezen}, {wrong} met fouten.",
        "{rows} {rows:profile|profiles}: {done} with advice, {wrong} with mistakes.",
    ),
    "batch_first_mistakes": ("De eerste fouten:", "The first mistakes:"),
    "batch_all_mistakes": ("Alle fouten staan in {name}.", "All mistakes are in {name}."),
    "batch_from": (
        "Verdergegaan na rij {number}, waar de vorige keer stopte.",
        "Continued after row {number}, where the last run stopped.",
    ),
    "batch_made_by": (
        "Geschreven: {name}. Kennis {edition} ({knowledge}), software {software}.",
        "Written: {name}. Knowledge {edition} ({knowledge}), software {software}.",
    ),
    "batch_interrupted": (
        "Onderbroken na rij {number}. Dezelfde opdracht gaat daar verder.",
        "Interrupted after row {number}. The same command continues there.",
    ),
    "batch_stopped": (
        "Onderbroken. Dezelfde opdracht gaat verder waar ze stopte.",
        "Interrupted. The same command continues where it stopped.",
    ),
    "batch_worker": (
        "Een werkproces is weggevallen na rij {number}. Dezelfde opdracht gaat daar verder.",
        "A worker process crashed after row {number}. The same command continues there.",
    ),
    "no_distributed": (
        "Voor een cluster is distributed nodig: pip install 'advisor[cluster]'.",
        "A cluster needs distributed: pip install 'advisor[cluster]'.",
    ),
    "cluster_unreachable": (
        "{address}: de scheduler van het cluster antwoordt niet. Kijk na of hij draait, en of het adres klopt.",
        "{address}: the scheduler of the cluster does not answer. Check that it runs, and that the address is right.",
    ),
    "cluster_certificates": (
        "{address}: voor tls zijn certificaten nodig. Noem ze in de configuratie van Dask, onder distributed.comm.tls.",
        "{address}: tls needs certificates. Name them in the configuration of Dask, under distributed.comm.tls.",
    ),
    "cluster_lost": (
        "{address}: de scheduler viel weg en kwam niet terug. Start hem; dezelfde opdracht gaat dan verder.",
        "{address}: the scheduler went away and did not come back. Start it; the same command then continues.",
    ),
    "cluster_no_workers": (
        "{address}: het cluster heeft geen workers. Start er een; dezelfde opdracht gaat dan verder.",
        "{address}: the cluster has no workers. Start one; the same command then continues.",
    ),
    "cluster_worker": (
        "{address}: telkens viel een worker weg bij de rijen vanaf {place}. Misschien is er te weinig geheugen: geef "
        "elke worker meer. Dezelfde opdracht gaat daar verder.",
        "{address}: one worker after another crashed at the rows from {place}. Perhaps memory is short: give each "
        "worker more. The same command continues there.",
    ),
    "cluster_failed": (
        "{address}: een worker kon het werk niet doen ({kind}). Installeer daar dezelfde versie van Advisor.",
        "{address}: a worker could not do the work ({kind}). Install the same version of Advisor there.",
    ),
    "cluster_folder": (
        "{worker}: deze worker ziet de map {folder} niet. Kies een uitvoer op een schijf die alle machines delen.",
        "{worker}: this worker does not see the folder {folder}. Choose an output on a disk that all machines share.",
    ),
    "cluster_file": (
        "{worker}: deze worker kan niet schrijven of lezen ({why}), in {folder} of in de kennis.",
        "{worker}: this worker cannot write or read ({why}), in {folder} or in the knowledge.",
    ),
    "cluster_software": (
        "{worker}: deze worker heeft andere software ({theirs}, hier {ours}). Installeer daar dezelfde versie.",
        "{worker}: this worker has different software ({theirs}, here {ours}). Install the same version there.",
    ),
    "cluster_knowledge": (
        "{worker}: deze worker heeft andere kennis. Zet daar dezelfde kennis, op dezelfde plaats.",
        "{worker}: this worker has different knowledge. Put the same knowledge there, in the same place.",
    ),
    "cluster_and_workers": (
        "--workers telt processen op deze machine, en gaat niet samen met --cluster. Laat een van beide weg.",
        "--workers counts processes on this machine, and cannot be used with --cluster. Leave one of them out.",
    ),
    "shard_damaged": (
        "{name}: dit deel is beschadigd. Haal het weg; dezelfde opdracht maakt het opnieuw.",
        "{name}: this part is damaged. Remove it; the same command makes it again.",
    ),
    "batch_changed": (
        "{name}: begonnen met {what}. Herstel dat, of begin opnieuw met --restart.",
        "{name}: this batch was started with {what}. Restore that, or start over with --restart.",
    ),
    "changed_input": ("een andere invoer", "different input"),
    "changed_mapping": ("een andere koppeling", "a different mapping"),
    "changed_options": ("andere opties", "different options"),
    "changed_knowledge": ("andere kennis", "different knowledge"),
    "changed_software": ("andere software", "different software"),
    "and": ("en", "and"),
    "batch_busy": (
        "{name}: een andere opdracht is hier bezig.",
        "{name}: another command is already using this.",
    ),
    "batch_not_ours": (
        "{name}: hier staat iets dat geen begonnen batch is. Haal het weg of kies een andere naam.",
        "{name}: this exists and was not written by a batch. Remove it or choose another name.",
    ),
    "folder_not_empty": (
        "{name}: deze map is niet leeg. Kies een nieuwe.",
        "{name}: this folder is not empty. Choose a new one.",
    ),
    "unknown_output": (
        "{name}: kies een naam op {kinds}, of een map zonder punt.",
        "{name}: choose a name that ends in {kinds}, or a folder name without a dot.",
    ),
    "unknown_form": ("{name}: kies een naam op {kinds}.", "{name}: choose a name that ends in {kinds}."),
    "portfolio": ("Portfolio", "Portfolio"),
    "organisations": ("{count} {count:organisatie|organisaties}", "{count} {count:organisation|organisations}"),
    "all": ("alle", "all"),
    "by": ("{what}, naar: {question}", "{what}, by: {question}"),
    "class_others": ("andere antwoorden samen", "other answers together"),
    "portfolio_few": (
        "minder dan {least} {least:organisatie|organisaties}",
        "fewer than {least} {least:organisation|organisations}",
    ),
    "portfolio_withheld": (
        "Kleine aantallen blijven weg, zodat niemand in de cijfers te herkennen is. Wat minder dan {least} "
        "{least:organisatie heeft|organisaties hebben}, of minder dan {least} niet, staat niet in de lijst. Waar × "
        "staat, is het aantal klein of zou het een klein aantal verraden.",
        "Small numbers are left out, so that nobody can be recognised in the figures. What fewer than {least} "
        "{least:organisation has|organisations have}, or fewer than {least} lack, is not in the list. Where it says "
        "×, the number is small or would give a small one away.",
    ),
    "portfolio_nothing_left": (
        "Zo blijft er niets over om te tonen: daarvoor zijn het te weinig organisaties.",
        "That leaves nothing to show: there are too few organisations.",
    ),
    "portfolio_some_without": (
        "Enkele profielen met fouten tellen niet mee.",
        "A few profiles with mistakes are left out.",
    ),
    "class_unanswered": ("niet beantwoord", "not answered"),
    "class_between": ("{low}–{high}", "{low}–{high}"),
    "class_below": ("{low} tot {high}", "{low} to below {high}"),
    "class_from": ("vanaf {low}", "from {low}"),
    "portfolio_without": (
        "{count} {count:profiel|profielen} met fouten {count:telt|tellen} niet mee.",
        "{count} {count:profile|profiles} with mistakes {count:is|are} left out.",
    ),
}
