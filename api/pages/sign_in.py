"""Signing in with a key, and out again."""

from fastapi import APIRouter

router = APIRouter(include_in_schema=False)
