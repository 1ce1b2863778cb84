"""A web page to a report: its article, its captions, what its metadata say. Nothing is run, nothing fetched."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sayso.errors import EmptyInput, NoMainText, TooLarge
from sayso.intake.datelines import plausible
from sayso.intake.decode import decode
from sayso.intake.options import DEFAULTS, IntakeOptions
from sayso.intake.text import checked, infer_published, is_furniture, paragraph_blocks, title_span
from sayso.model.report import Block, BlockKind, Published, Report
from sayso.model.span import Span

if TYPE_CHECKING:
    from lxml.etree import _Element
    from lxml.html import HtmlElement
    from trafilatura.settings import Document

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f\u2028]+")  # what a browser shows as one space; no-break spaces stay
_UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")  # no XML parser takes them; in a page they are never words
_DEEPEST = 1000  # levels of nesting: pages have 20 to 50, and much deeper ones break recursive parsers
_TAG = re.compile(r"<(/?)([a-z][\w:-]{0,40})\b", re.IGNORECASE)
# Tags that stay open without an end tag: they look nested to a count and are not.
_OPEN_TAGS = frozenset(
    re.findall(
        r"\w+",
        "area base br col embed hr img input link meta source track wbr p li dt dd tr td th thead tbody tfoot option",
    )
)
_FLAT_TAG = re.compile(
    r"</?(?!(?:html|head|body|title|meta|time|article|main|p|h[1-6]|figure|figcaption|script|style|noscript)\b)"
    r"[a-z][\w:-]{0,40}\b[^<>]*>",
    re.IGNORECASE,
)
_BREAK = re.compile(r"\u2028\s*\u2028\s*")  # two line breaks in a row divide paragraphs on old pages
_PART_TAGS = frozenset(("p", "item", "head"))
_ASIDE = frozenset(("nav", "aside", "footer", "form", "a", "button", "template"))
_NEVER_TEXT = ("script", "style", "noscript", "template", "svg", "iframe", "object", "embed", "canvas")
_MOST_CHARACTERS = 4_000_000  # of a page's text: more takes minutes and is no article
_MOST_ELEMENTS = 100_000
_CAPTION_WORDS = 4  # fewer are a credit alone


def read_html(
    data: bytes | str,
    *,
    origin: str = "",
    url: str | None = None,
    charset: str | None = None,
    options: IntakeOptions = DEFAULTS,
) -> Report:
    """Read one web page. `url` is where it was fetched from, `charset` what its server said, if it was.

    The report's text is made of the article's paragraphs, then its captions, with blank lines between them; the title
    is apart. The day of publication is the page's own (metadata, address, a time element), else inferred from a
    dateline or caption, never guessed from a copyright line and never today's. Raises EmptyInput, BinaryInput,
    NoMainText or WrongLanguage.
    """
    page = data if isinstance(data, str) else decode(data, declared=charset or _declared(data))
    if not page.strip():
        raise EmptyInput("there is nothing in this page: save it again")
    tree = _parsed(page)
    _refuse_huge(tree)
    captions = _taken_captions(tree)
    article = _article(tree, url)
    title = _clean(article.title or "") if article else ""
    parts = list(_parts(article)) if article else []
    if not any(kind is BlockKind.PARAGRAPH for kind, _ in parts):
        parts = [(BlockKind.PARAGRAPH, words) for words in _plain_paragraphs(tree)]
    if not parts:
        raise NoMainText("this page holds no article: save the article's own page, or paste its text")
    parts = [(kind, words) for kind, words in parts if words != title]
    text, blocks = _assembled([*parts, *((BlockKind.CAPTION, words) for words in captions)], title)
    published = _published(article.date if article else None) or _given(options.published)
    report = Report(
        text,
        title=title or options.title or _heading(text, blocks),
        outlet=_known(article.sitename if article else None) or options.outlet,
        author=_known(article.author if article else None),
        published=published or infer_published(text, blocks),
        url=url or _web_address(article.url if article else None),
        origin=origin,
        blocks=blocks,
    )
    return checked(report)


def _declared(data: bytes) -> str | None:
    found = _CHARSET.search(data, 0, 4096)
    return found.group(1).decode("ascii") if found else None


def _parsed(page: str) -> HtmlElement:
    """The page as a tree. Raises NoMainText when there is nothing to make one of."""
    from lxml import etree, html

    # huge_tree lifts the parser's guard against deep nesting, which would cut a page off: _flattened is the guard.
    parser = html.HTMLParser(huge_tree=True, encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    words = _UNREADABLE.sub(" ", _flattened(page)).encode("utf-8", "replace")
    try:
        return html.document_fromstring(words, parser=parser)
    except (etree.LxmlError, AssertionError) as error:
        raise NoMainText("nothing in this page can be read as HTML: save it again, or paste its text") from error


def _flattened(page: str) -> str:
    """The page, without most of its tags when they are nested deeper than any real page's; the words stay."""
    depth = 0
    for tag in _TAG.finditer(page):
        if tag.group(2).lower() not in _OPEN_TAGS:
            depth = max(0, depth - 1) if tag.group(1) else depth + 1
            if depth > _DEEPEST:
                return _FLAT_TAG.sub(" ", page)
    return page


def _refuse_huge(tree: HtmlElement) -> None:
    """Take out of the tree what is never text. Raises TooLarge when more remains than any article has."""
    from lxml import etree

    etree.strip_elements(tree, *_NEVER_TEXT, with_tail=False)
    letters = sum(len(words) for words in tree.itertext())
    elements = sum(1 for _ in tree.iter())
    if letters > _MOST_CHARACTERS or elements > _MOST_ELEMENTS:
        raise TooLarge(
            f"this page has {letters:,} characters in {elements:,} elements; one article may have {_MOST_CHARACTERS:,} "
            f"in {_MOST_ELEMENTS:,}: divide it, or give its text as a file"
        )


def _taken_captions(tree: HtmlElement) -> list[str]:
    """The captions of the article's pictures, in order, taken out of the tree."""
    captions: list[str] = []
    found = list(tree.iter("figcaption"))
    inside = [element for element in found if any(up.tag in {"article", "main"} for up in element.iterancestors())]
    for element in inside or found:
        words = _clean(_words(element))
        aside = any(up.tag in _ASIDE for up in element.iterancestors())
        if len(words.split()) >= _CAPTION_WORDS and not aside and words not in captions and not is_furniture(words):
            captions.append(words)
    for element in found:
        element.drop_tree()
    return captions


def _article(tree: HtmlElement, url: str | None) -> Document | None:
    """The article and the page's metadata, None when there is no article."""
    from copy import deepcopy

    from trafilatura import bare_extraction

    found = bare_extraction(
        deepcopy(tree),
        url=url,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        deduplicate=False,
        date_extraction_params={
            "original_date": True,
            "extensive_search": False,
            "max_date": (date.today() + timedelta(days=1)).isoformat(),
        },
    )
    return found if found is not None and not isinstance(found, dict) else None


def _parts(article: Document) -> Iterator[tuple[BlockKind, str]]:
    """The article's paragraphs and headings as trafilatura found them."""
    for line_break in article.body.iter("lb"):
        line_break.tail = f"\u2028{line_break.tail or ''}"
    for element in article.body.iter("head", "p", "item", "quote", "code", "ab"):
        if any(up.tag in _PART_TAGS for up in element.iterancestors()) or (element.tag == "quote" and len(element)):
            continue  # a part of one already taken, or a frame around paragraphs
        kind = BlockKind.HEADLINE if element.tag == "head" else BlockKind.PARAGRAPH
        for words in _BREAK.split(_words(element)):
            part = _clean(words)
            if part and not is_furniture(part):
                yield kind, part


def _plain_paragraphs(tree: HtmlElement) -> Iterator[str]:
    """The page's paragraphs where nothing tells the article: those outside of menus, forms and feet."""
    for element in tree.iter("p", "pre"):
        words = _clean(_words(element))
        aside = any(up.tag in _ASIDE for up in element.iterancestors())
        if len(words.split()) > _CAPTION_WORDS and not aside and not is_furniture(words):
            yield words


def _assembled(parts: Iterable[tuple[BlockKind, str]], title: str) -> tuple[str, tuple[Block, ...]]:
    """The text made of the parts, and its blocks. A first paragraph that repeats the title is a headline."""
    parts = list(parts)
    text = "\n\n".join(words for _, words in parts)
    blocks: list[Block] = []
    begin = 0
    first = True
    for kind, part in parts:
        span = Span(begin, begin + len(part))
        begin = span.end + 2
        if kind is not BlockKind.PARAGRAPH:
            blocks.append(Block(kind, span))
        elif title and title_span(text, span, title) == span:
            blocks.append(Block(BlockKind.HEADLINE, span))
        else:
            blocks.extend(paragraph_blocks(text, span, first=first))
            first = False
    return text, tuple(blocks)


def _words(element: _Element) -> str:
    return "".join(str(words) for words in element.itertext())


def _clean(words: str) -> str:
    return _SPACE.sub(" ", words).strip()


def _heading(text: str, blocks: tuple[Block, ...]) -> str | None:
    return next((block.span.of(text) for block in blocks if block.kind is BlockKind.HEADLINE), None)


def _known(words: str | None) -> str | None:
    return _clean(words or "") or None


def _web_address(url: str | None) -> str | None:
    return url if url and re.match(r"https?://[^\s<>\"]{4,2000}\Z", url, re.IGNORECASE) else None


def _published(day: str | None) -> Published | None:
    try:
        found = date.fromisoformat(day) if day else None
    except ValueError:
        return None
    return Published(found) if found and plausible(found) else None


def _given(day: date | None) -> Published | None:
    return Published(day) if day else None
