"""counterfoil import, migrate and verify: what is in the store."""

from pathlib import Path

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from counterfoil.ambient import SystemAmbient
from counterfoil.archive.load import load_archive
from counterfoil.archive.report import ArchiveError, Report
from counterfoil.cli.options import err, fail, out, run_async, with_settings
from counterfoil.config import Settings
from counterfoil.identity.passwords import hash_password
from counterfoil.shop.ocapi_settings import unadded
from counterfoil.store.engines import open_store
from counterfoil.verification import Verdict
from counterfoil.verification import verify as verify_store

_MOST_SHOWN = 20
_VISIT_SECONDS = 30 * 24 * 3600
"""A server may have longer settings than the import; what it gave is not good after that."""


@click.command("import")
@click.argument("path", type=click.Path(path_type=Path), help="site archive: a zip or its unzipped folder")
@with_settings("store", "mode")
def import_(*, settings: Settings, path: Path) -> None:
    """Load a site archive into the store; repeating it is safe."""
    try:
        report, unadded_clients = run_async(_import(settings, path))
    except ArchiveError as error:
        fail(f"{path} cannot be imported: {error}")
    _show(report)
    for client_id in unadded_clients:
        err.print(f"nobody added client {client_id}, which settings name: 'counterfoil client add' does", markup=False)


async def _import(settings: Settings, path: Path) -> tuple[Report, list[str]]:
    store = await open_store(settings.store)
    try:
        with Progress(*_columns(), console=err.console, transient=True) as progress:
            task = progress.add_task("reading", total=None)

            def show(name: str, done: int, total: int) -> None:
                progress.update(task, description=name, completed=done, total=total)

            instance = "development" if settings.emulator else "production"
            visit_seconds = max(settings.longest_visit_seconds, _VISIT_SECONDS)
            report = await load_archive(
                store,
                path,
                hash_password=hash_password,
                progress=show,
                instance=instance,
                tokens_end=SystemAmbient().now() + visit_seconds * 1000,
            )
        return report, await unadded(store)
    finally:
        await store.close()


def _show(report: Report) -> None:
    table = Table("kind", "created", "changed", "unchanged", "deleted", box=None)
    for kind, counts in sorted(report.counts.items()):
        table.add_row(kind, *(str(n) for n in (counts.created, counts.changed, counts.unchanged, counts.deleted)))
    out.print(table)
    for finding in report.warnings[:_MOST_SHOWN]:
        err.print(f"{finding.file}:{finding.line}: {finding.message}", markup=False)
    more = len(report.warnings) - _MOST_SHOWN + report.warnings_left_out
    if more > 0:
        err.print(f"and {more} more warnings")
    for name, count in report.skipped_elements.most_common(_MOST_SHOWN):
        err.print(f"skipped {count} × {name}", markup=False)
    for name, reason in sorted(report.skipped_files.items()):
        err.print(f"skipped {name}: {reason}", markup=False)


@click.command()
@with_settings("store")
def migrate(*, settings: Settings) -> None:
    """Bring the tables of the store up to this version; serving does so too."""

    run_async(_migrate(settings))
    out.print("the tables are up to date")


def _columns() -> tuple[TextColumn, BarColumn, MofNCompleteColumn]:
    return TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()


async def _migrate(settings: Settings) -> None:
    store = await open_store(settings.store)
    try:
        with Progress(*_columns(), console=err.console, transient=True) as progress:
            task = progress.add_task("indexing orders", total=None)
            await store.index_orders(lambda done, total: progress.update(task, completed=done, total=total))
    finally:
        await store.close()


@click.command()
@with_settings("store")
def verify(*, settings: Settings) -> None:
    """Check the store against what must always hold; exit status 1 on a breach."""

    async def work() -> Verdict:
        store = await open_store(settings.store)
        try:
            return await verify_store(store)
        finally:
            await store.close()

    verdict = run_async(work())
    for breach in verdict.breaches:
        err.print(breach, markup=False)
    counted = f"{verdict.orders} orders, {verdict.baskets} baskets and {verdict.customers} customers"
    out.print(f"{counted} checked, {len(verdict.breaches)} breaches")
    if verdict.breaches:
        raise click.exceptions.Exit(1)
