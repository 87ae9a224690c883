"""Which hosts are this computer."""

from ipaddress import ip_address


def loopback(host: str) -> bool:
    """Whether a name or an address can only be this computer."""
    try:
        return host.lower() == "localhost" or ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
