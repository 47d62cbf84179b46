"""HTML of a letter: to readable text, and to HTML that is safe to show (conținut HTML)."""

import re
from html.parser import HTMLParser
from urllib.parse import unquote

import nh3

_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "br", "center", "dd", "div", "dl", "dt", "fieldset", "figcaption"}
    | {"figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p"}
    | {"pre", "section", "table", "tbody", "tfoot", "thead", "tr", "ul"}
)
_PARAGRAPHS = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "table", "ul", "ol"])
_HIDDEN = frozenset(["script", "style", "head", "title", "template", "noscript"])
_VOID = frozenset(["br", "hr", "img", "input", "meta", "link", "base", "col", "wbr"])
# A letter is a thing to read: no forms, frames, scripts, styles or pictures fetched from elsewhere.
SAFE_TAGS = frozenset(
    {"a", "abbr", "b", "blockquote", "br", "caption", "code", "col", "colgroup", "dd", "div", "dl", "dt", "em", "h1"}
    | {"h2", "h3", "h4", "h5", "h6", "hr", "i", "li", "ol", "p", "pre", "q", "s", "small", "span", "strong", "sub"}
    | {"sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul"}
)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.hidden = 0
        self.preformatted = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HIDDEN:
            self.hidden += 1
        elif tag == "body":
            self.hidden = 0
        elif tag == "pre":
            self.preformatted += 1
        if tag == "li":
            self.pieces.append("\n• ")
        elif tag in _BLOCKS:
            self.pieces.append("\n\n" if tag in _PARAGRAPHS else "\n")
        elif tag in ("td", "th"):
            self.pieces.append("\t")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN:
            self.hidden = max(0, self.hidden - 1)
        elif tag == "pre":
            self.preformatted = max(0, self.preformatted - 1)
        if tag in _BLOCKS and tag not in ("br", "hr", "li"):
            self.pieces.append("\n\n" if tag in _PARAGRAPHS else "\n")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.pieces.append(data if self.preformatted else re.sub(r"[ \t\r\n\f]+", " ", data))


def to_text(html: str) -> str:
    """Readable text of HTML, with its paragraphs; whatever the HTML is, there is a text."""
    reader = _Reader()
    try:
        reader.feed(_without_conditionals(html))
        reader.close()
    except (AssertionError, ValueError, IndexError, RecursionError):
        reader.pieces.append(re.sub(r"<[^>]*>", " ", html))
    return tidy("".join(reader.pieces))


def _without_conditionals(html: str) -> str:
    """Outlook's <![if …]> marks, which the standard reader takes for the beginning of a declaration."""
    return re.sub(r"<!\[[^>]*\]>|<!--\[if[^>]*\]>|<!\[endif\]-->", "", html)


def tidy(text: str) -> str:
    """No trailing spaces, no run of empty lines, no characters that a database or a terminal refuses."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")
    text = re.sub(r"[\x00-\x08\x0b-\x0c\x0e-\x1f\ufeff]", "", text)
    text = re.sub(r"[ \t]+\n|\n[ ]+(?=\S)", "\n", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def safe_html(html: str) -> str:
    """HTML to show: structure and words only; links open apart and tell nobody where they were clicked."""
    return nh3.clean(
        html,
        tags=set(SAFE_TAGS),
        attributes={"a": {"href", "title"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener noreferrer nofollow",
        clean_content_tags={"script", "style", "head", "title", "template"},
    )


def shown_ids(html: str) -> frozenset[str]:
    """Content ids (and locations) that the HTML shows as pictures."""
    found = re.findall(r"""(?i)cid:([^"'\s>)]+)""", html)
    located = re.findall(r"""(?i)(?:src|background)\s*=\s*["']?([^"'\s>]+)""", html)
    return frozenset(_plain_id(value) for value in [*found, *located])


def _plain_id(value: str) -> str:
    return unquote(value).strip("<>")
