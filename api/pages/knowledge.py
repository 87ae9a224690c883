"""The knowledge browser: sources, factors, rules, recommendations and tensions, each with a link to the other."""

from fastapi import APIRouter

router = APIRouter(include_in_schema=False)
