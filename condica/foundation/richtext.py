"""Rich text (text formatat): the few forms a letter needs, cleaned, and turned into a tree or plain text."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from typing import cast

import nh3

TAGS = frozenset(
    "p br strong em u ul ol li blockquote h2 h3 table thead tbody tr th td".split()  # noqa: SIM905 - read as a line
)
SAME = {"b": "strong", "i": "em", "div": "p", "h1": "h2", "h4": "h3", "h5": "h3", "h6": "h3"}
BLOCKS = TAGS - {"br", "strong", "em", "u"}
VOID = frozenset(["br"])
_EMPTY = re.compile(r"<(p|li|h2|h3|ul|ol|blockquote)>(?:\s|<br>|&nbsp;)*</\1>")


def clean(text: str) -> str:
    """Only the forms above, without attributes, whatever was pasted; always well formed."""
    same = nh3.clean(text, tags=set(TAGS | SAME.keys()), attributes={}, link_rel=None)
    for old, new in SAME.items():
        same = re.sub(rf"<(/?){old}>", rf"<\1{new}>", same)
    whole = nh3.clean(same, tags=set(TAGS), attributes={}, link_rel=None)
    while (less := _EMPTY.sub("", whole)) != whole:  # an emptied list may leave an empty paragraph around it
        whole = less
    return whole.strip()


def from_typed(text: str) -> str:
    """Typed text as markup: an empty line ends a paragraph; `- ` and `1. ` make lists, `## ` headings, `**` bold."""
    blocks = re.split(r"\n[ \t]*\n+", text.replace("\r\n", "\n").strip())
    return "".join(_typed_block(block.strip("\n")) for block in blocks if block.strip())


def _typed_block(block: str) -> str:
    lines = block.split("\n")
    for sign, tag in ((r"[-–] +", "ul"), (r"\d{1,3}[.)] +", "ol")):
        if all(re.match(sign, line) for line in lines):
            items = (_typed_words(re.sub(sign, "", line, count=1)) for line in lines)
            return f"<{tag}>{''.join(f'<li>{item}</li>' for item in items)}</{tag}>"
    for sign, tag in (("### ", "h3"), ("## ", "h2")):
        if len(lines) == 1 and block.startswith(sign):
            return f"<{tag}>{_typed_words(block[len(sign) :])}</{tag}>"
    return f"<p>{'<br>'.join(map(_typed_words, lines))}</p>"


_SIGNS = (("**", "strong"), ("//", "em"), ("__", "u"))


def _typed_words(text: str) -> str:
    words = html.escape(text, quote=False)
    for sign, tag in _SIGNS:
        mark = re.escape(sign)
        words = re.sub(rf"(?<![:\w]){mark}(\S(?:.*?\S)?){mark}(?!\w)", rf"<{tag}>\1</{tag}>", words)
    return words


def to_typed(markup: str) -> str:
    """The text to type in, without a script: signs instead of tags, or the markup itself where signs would lose."""
    typed = "\n\n".join(_block_typed(node) for node in tree(markup))
    return typed if normal(typed) == clean(markup) else markup


def _block_typed(node: object) -> str:
    if isinstance(node, str):
        return node
    name, inside = cast("tuple[str, list[object]]", node)
    if name in {"ul", "ol"}:
        items = [item for item in inside if isinstance(item, list)]
        return "\n".join(
            (f"{n}. " if name == "ol" else "- ") + _words_typed(item[1]) for n, item in enumerate(items, 1)
        )
    return {"h2": "## ", "h3": "### "}.get(name, "") + _words_typed(inside)


def _words_typed(nodes: list[object]) -> str:
    out = ""
    for node in nodes:
        if isinstance(node, str):
            out += node
            continue
        name, inside = cast("tuple[str, list[object]]", node)
        sign = next((sign for sign, tag in _SIGNS if tag == name), "")
        out += "\n" if name == "br" else f"{sign}{_words_typed(inside)}{sign}"
    return out


def is_markup(text: str) -> bool:
    """Whether a text that came from a form holds our forms already, or was typed as plain paragraphs."""
    return bool(re.search(rf"<(?:{'|'.join(sorted(TAGS | SAME.keys()))})\s*/?>", text, re.IGNORECASE))


def normal(text: str) -> str:
    """What a form sent, as clean markup: typed paragraphs become paragraphs."""
    return clean(text) if is_markup(text) else from_typed(text)


def to_plain(markup: str) -> str:
    """The words alone, a line for each block; what search, comparison and the e-mail's plain part read."""
    text = re.sub(r"<br\s*/?>", "\n", markup)
    text = re.sub(r"<li>", "– ", text)
    text = re.sub(rf"</?(?:{'|'.join(sorted(BLOCKS))})>", "\n", text)
    text = html.unescape(re.sub(r"<[^>]+>", "", text))
    return re.sub(r"\n\s*\n+", "\n\n", "\n".join(line.strip() for line in text.split("\n"))).strip()


class _Tree(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root: list[object] = []
        self.open: list[tuple[str, list[object]]] = [("", self.root)]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        children: list[object] = []
        self.open[-1][1].append([tag, children])
        if tag not in VOID:
            self.open.append((tag, children))

    def handle_endtag(self, tag: str) -> None:
        if len(self.open) > 1 and self.open[-1][0] == tag:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        text = re.sub(r"[ \t\r\n\f]+", " ", data)
        structural = self.open[-1][0] in {"", "ul", "ol", "table", "thead", "tbody", "tr"}
        if text.strip() or not structural:
            self.open[-1][1].append(text)


def tree(markup: str) -> list[object]:
    """The markup as nested lists that a typst template can walk: `["p", ["Stimată ", ["strong", ["doamnă"]]]]`."""
    parser = _Tree()
    parser.feed(clean(markup))
    parser.close()
    return _levelled(_wrapped(parser.root))


def _wrapped(nodes: list[object]) -> list[object]:
    """Words that stand in no block become a paragraph."""
    out: list[object] = []
    for node in nodes:
        if _is_block(node):
            out.append(node)
        elif out and isinstance(out[-1], _Loose):
            out[-1].pieces.append(node)
        else:
            out.append(_Loose([node]))
    return [["p", node.pieces] if isinstance(node, _Loose) else node for node in out]


def _levelled(nodes: list[object]) -> list[object]:
    """A smaller heading without a larger one above it is the larger: an accessible PDF skips no level."""
    seen = False
    for node in nodes:
        if isinstance(node, list) and node[0] in {"h2", "h3"}:
            node[0] = node[0] if seen or node[0] == "h2" else "h2"
            seen = True
    return nodes


def _is_block(node: object) -> bool:
    return isinstance(node, list) and node[0] in BLOCKS


class _Loose:
    def __init__(self, pieces: list[object]) -> None:
        self.pieces = pieces
