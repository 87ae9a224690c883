"""The portfolio: what the advices that are kept have in common, by sector and size."""

from fastapi import APIRouter

router = APIRouter(include_in_schema=False)
