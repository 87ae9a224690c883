"""How long an advice takes and where the time goes: see README.md."""
