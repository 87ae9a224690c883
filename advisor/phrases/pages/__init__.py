"""What the pages say."""

from . import advice, frame, intake, knowledge, portfolio, sign_in

PHRASES: dict[str, tuple[str, str]] = {
    **advice.PHRASES,
    **frame.PHRASES,
    **intake.PHRASES,
    **knowledge.PHRASES,
    **portfolio.PHRASES,
    **sign_in.PHRASES,
}
