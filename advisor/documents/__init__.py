"""The documents of others: read, taken apart in passages, compared with what we know. No sentence of them is kept."""
