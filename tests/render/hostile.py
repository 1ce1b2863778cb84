"""Reports that try to get out of their place: script, markup, addresses, control and bidirectional characters."""

from __future__ import annotations

from sayso.model.claim import Act, LoadedTerm, Measure, Speaker, Statement, Toll
from sayso.model.event import Event, EventType, Role, Status
from sayso.model.quantity import Quantity
from sayso.model.reading import Reading
from sayso.model.report import Report
from sayso.model.span import Span

SCRIPT = "<script>document.title='owned'</script>"
IMAGE = '<img src="https://evil.invalid/x.png" onerror="document.title=\'owned\'">'
CLOSING = '</style></title></a></p></article>"><svg onload="document.title=\'owned\'">'
ADDRESS = "javascript:document.title='owned'"
CONTROLS = "\x1b[2Jbell\x07 \x9b31m nul\x00 rtl\u202eevil\u2066x lone\ud800 end"
TEMPLATE = "{{ 7 * 7 }} {% raw %}"
TEXT = f"Twelve {SCRIPT} died, {IMAGE} said. {CLOSING} {ADDRESS} {CONTROLS} {TEMPLATE}"


def reading() -> Reading:
    """A reading in which every value is the hostile text itself."""
    whole = Span(0, len(TEXT))
    twelve = Span(0, 6)
    speaker = Speaker(whole)
    return Reading(
        report=Report(
            text=TEXT, title=SCRIPT + CONTROLS, outlet=IMAGE, author=CLOSING, url=ADDRESS, origin="\x1b]0;owned\x07.txt"
        ),
        reader_id=SCRIPT,
        events=(
            Event(
                '"><script>',
                EventType.ATTACK,
                Status.CLAIMED,
                (whole,),
                whole,
                perpetrators=(Role(whole, why=SCRIPT),),
                claimed_by=(Role(whole),),
                why=SCRIPT,
            ),
        ),
        tolls=(
            Toll(SCRIPT, Measure.KILLED, Quantity(12, 12, twelve, twelve), whole, whole, '"><script>', speaker),
            Toll("t2", Measure.KILLED, Quantity(13, 13, twelve, twelve), whole, whole, '"><script>'),
        ),
        statements=(Statement(IMAGE, Act.DENY, speaker, whole, (whole,), '"><script>', whole, why=IMAGE),),
        loaded_terms=(LoadedTerm(whole, SCRIPT, "label", speaker),),
    )
