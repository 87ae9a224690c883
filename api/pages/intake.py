"""The intake form: a profile filled in theme by theme, with nothing kept until advice is asked for."""

from fastapi import APIRouter

router = APIRouter(include_in_schema=False)
