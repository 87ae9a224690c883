"""New entries of the knowledge: commented templates, put where they belong, to be filled in by hand."""
