"""Proves what is wrong with the meaning of the knowledge: over every profile that the questionnaire allows."""
