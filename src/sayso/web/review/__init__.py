"""The report page, the queue and the history: where a person decides, claim by claim.

`board` puts a report's text beside its claims (`cards`), with their values in words (`values`). `choices` offers what a
value can be corrected to, `answers` reads what a form made of it, and `history` tells what was decided. `pages` answers
what is asked, `decide` stores; `show` draws the page for both.
"""

from fastapi import APIRouter

from sayso.web.review import decide, pages

router = APIRouter()
router.include_router(pages.router)
router.include_router(decide.router)
