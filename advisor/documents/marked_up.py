"""Markdown and HTML, as blocks: what a reader sees, without the marks."""

from collections.abc import Iterator

from ..phrases import message
from .blocks import Block, DocumentError

_UNSEEN = {"head", "script", "style", "template", "noscript", "svg", "math", "iframe", "object", "select"}
_INLINE = {"a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i"}
_INLINE |= {"img", "ins", "kbd", "label", "mark", "nobr", "q", "s", "samp", "small", "span", "strike", "strong", "sub"}
_INLINE |= {"sup", "time", "tt", "u", "var", "wbr"}  # every other element starts a block, unknown ones too
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}


def of_html(raw: bytes, encoding: str | None) -> Iterator[Block]:
    """The blocks of a page. ``encoding``: None when the page says so itself. Raises DocumentError."""
    from lxml import etree

    parser = etree.HTMLParser(encoding=encoding, remove_comments=True, remove_pis=True, no_network=True)
    try:
        root = etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if any(error.type_name == "ERR_NAME_TOO_LONG" or "xcessive depth" in error.message for error in parser.error_log):
        raise DocumentError(message("document_deep"), message("mend_document_text"))
    if root is None:
        return
    parts: list[str] = []
    unseen = 0
    heading = False
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = element.tag.lower()
        starts = event == "start"
        if name not in _INLINE:
            yield Block("".join(parts), heading)
            parts = []
            heading = starts and name in _HEADINGS
        unseen += (name in _UNSEEN) * (1 if starts else -1)
        text = element.text if starts else element.tail
        if text and not unseen:
            parts.append(text)
    yield Block("".join(parts), heading)


def of_markdown(text: str) -> Iterator[Block]:
    """The blocks of a text in Markdown (CommonMark with tables). Raises DocumentError."""
    try:
        from markdown_it import MarkdownIt
    except ImportError:
        raise DocumentError(message("document_extra"), message("mend_document_extra")) from None
    heading = False
    for token in MarkdownIt("commonmark", {"maxNesting": 100}).enable("table").parse(text):
        if token.type in ("heading_open", "heading_close"):
            heading = token.type == "heading_open"
        elif token.type in ("fence", "code_block"):
            yield from (Block(line) for line in token.content.splitlines())
        elif token.type == "html_block":
            yield from of_html(token.content.encode(), "utf-8")
        elif token.type == "inline":
            yield Block("".join(_seen(child.type, child.content) for child in token.children or ()), heading)


def _seen(kind: str, content: str) -> str:
    """What a reader sees of a part of a paragraph."""
    if kind in ("text", "code_inline"):
        return content
    return " " if kind in ("softbreak", "hardbreak") else ""
