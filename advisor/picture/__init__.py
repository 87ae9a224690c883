"""The explanation as a picture, and in the formats that other tools read."""
