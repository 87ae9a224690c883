"""What comes in: profiles in files of several kinds, and the answers of foreign forms turned into profiles."""
