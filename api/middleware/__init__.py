"""What stands around every request, whatever its address."""
