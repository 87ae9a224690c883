"""Many profiles at once, a column for each question: all verdicts, scores and first recommendations."""
