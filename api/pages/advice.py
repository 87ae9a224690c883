"""The page of an advice: what to do, in phases, each recommendation with its why."""

from fastapi import APIRouter

router = APIRouter(include_in_schema=False)
