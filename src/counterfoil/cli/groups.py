"""Groups of commands, whose help shows whole sentences."""

import click


class Group(click.Group):
    """A group that shows what each command does, uncut."""

    def summaries(self, ctx: click.Context) -> list[tuple[str, str]]:
        """Return name and sentence of each command."""
        found = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        return [(name, (command.help if command else "") or "") for name, command in found]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands into a help page."""
        with formatter.section("Commands"):
            formatter.write_dl(self.summaries(ctx))

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands in the order they are written down."""
        return list(self.commands)
