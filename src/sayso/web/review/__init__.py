"""The report page, the queue and the history: where a person decides, claim by claim.

`board` puts a report's text and claims side by side, `values` tells values in words, `choices` what a value can be
corrected to, `history` what was decided; `pages` answers what is asked, `decide` what is stored.
"""

from fastapi import APIRouter

from sayso.web.review import decide, pages

router = APIRouter()
router.include_router(pages.router)
router.include_router(decide.router)
