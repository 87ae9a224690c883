"""What is wrong with a case, or with the advice that it gets."""

PHRASES: dict[str, tuple[str, str]] = {
    "shape_case_empty": ("er staat niet in wat verwacht wordt", "it does not say what is expected"),
    "wrong_case_answer": ("Het profiel van dit geval klopt niet: {what}", "The profile of this case is wrong: {what}"),
    "mend_case_answer": ("schrijf {expected}.", "write {expected}."),
    "mend_cases_many": ("laat alleen de gevallen staan die iets bewaken.", "keep only the cases that guard something."),
    "wrong_expected_lacks": (
        "Dit geval verwacht “{name}” onder {list}, en het advies heeft dat daar niet.",
        "This case expects “{name}” under {list}, and the advice does not have it there.",
    ),
    "wrong_expected_verdict": (
        "Dit geval verwacht “{name}” onder {list}, en het advies zegt: {verdict}.",
        "This case expects “{name}” under {list}, and the advice says: {verdict}.",
    ),
    "wrong_expected_surplus": (
        "Het advies heeft “{name}” onder {list}, en dit geval verwacht dat niet.",
        "The advice has “{name}” under {list}, and this case does not expect it.",
    ),
    "wrong_expected_order": (
        "Op plaats {number} verwacht dit geval {wanted}, en het advies heeft er {found}.",
        "At place {number} this case expects {wanted}, and the advice has {found} there.",
    ),
    "case_place": ("“{name}” ({reason})", "“{name}” ({reason})"),
    "case_no_place": ("niets", "nothing"),
    "mend_case": (
        "als het zo hoort, pas het geval aan; anders wat u in de kennis veranderde.",
        "if this is meant, change the case; otherwise what you changed in the knowledge.",
    ),
}
