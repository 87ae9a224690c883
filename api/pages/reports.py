"""Reports and pictures to hand over, as downloads."""

from fastapi import APIRouter

router = APIRouter(include_in_schema=False)
