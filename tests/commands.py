"""The commands of a group, wherever they are defined."""

from collections.abc import Mapping

import click


def inner(group: click.Group) -> Mapping[str, click.Command]:
    """The commands of a group by name, as the program finds them."""
    context = click.Context(group)
    found = {name: group.get_command(context, name) for name in group.list_commands(context)}
    return {name: command for name, command in found.items() if command is not None}
