"""What stands in each field of the knowledge, for who writes it: in the reference, in schemas and in templates.

“rule.when” is the field `when` of a rule; one that means the same in several shapes stands under a shape that they
are made from, in the end “shape”. “about.rule” says what a rule is, “type.rule” what one is called.
"""

from . import cases, priorities, recommendations, rules, sources, values

PHRASES: dict[str, tuple[str, str]] = {
    **values.PHRASES,
    **sources.PHRASES,
    **rules.PHRASES,
    **recommendations.PHRASES,
    **priorities.PHRASES,
    **cases.PHRASES,
}
