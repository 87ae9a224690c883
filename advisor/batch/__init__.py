"""Many profiles at once: over all cores, in the order of the input, and where it stopped it goes on."""
