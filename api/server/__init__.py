"""A server: started, its connections watched over, its knowledge replaced."""
