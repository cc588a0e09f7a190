"""A run: sources, archive, document, parsers, schemas, loader, report, in the order of `execute.run`."""

from .execute import run
from .request import Request, new_run_id
from .sources import plan_lines

__all__ = ["Request", "new_run_id", "plan_lines", "run"]
