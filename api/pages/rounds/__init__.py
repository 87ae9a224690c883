"""The pages of a round: those of its owner, and those of a respondent."""
