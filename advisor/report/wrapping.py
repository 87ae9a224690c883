"""Lines of a text in the terminal, or in a mail."""

import textwrap

WIDTH = 88


def wrapped(text: str, indent: int = 0) -> list[str]:
    """Lines of at most WIDTH characters: the first indented as the text is, the others by ``indent``; at least one."""
    bare = text.lstrip()
    lines = textwrap.wrap(
        bare,
        WIDTH,
        initial_indent=" " * (len(text) - len(bare)),
        subsequent_indent=" " * indent,
        break_on_hyphens=False,
    )
    return lines or [""]
