"""How a server does, for who runs it: logs, metrics, traces."""
