"""What ``summarizer run`` found in the folder of results, and what it would do there."""

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from summarizer.cli.streams import print_out
from summarizer.folder import ASIDE, CSV_NAME, FolderRun, Names, one_line

_ACTIONS: Final = {"keep": "готов", "summarize": "сделать"}
_STATUSES: Final = {"skipped": "пропустить", "failed": "не выйдет"}
_KEPT: Final = {"done": "готов", "skipped": "пропущен раньше", "failed": "не вышло раньше (--retry-failed)"}


def notes(run: FolderRun, is_plan: bool = False) -> Iterator[str]:
    """What a person should know about the state that an earlier run left, and of what became, or will become, of it."""
    if run.n_damaged:
        place = (run.run_options.out or Path()) / ASIDE
        yield (
            f"в журнале непонятных строк (повреждены или из более новой версии программы): {run.n_damaged}; "
            f"рефераты этих файлов составляются заново, а сами строки сохраняются в {place}"
        )
    if run.has_edited_table:
        place = (run.run_options.out or Path()) / CSV_NAME
        yield f"{place} изменена не программой и оставлена: переименуйте её, и --format csv запишет новую"
    if run.vanished.gone.total:
        done = "будут убраны" if is_plan else "убраны"
        fate = f"{done}, кроме изменённых вами" if run.run_options.is_pruning else "остались; убрать их: --prune"
        yield f"исходных файлов или строк больше нет: {_listed(run.vanished.gone)}. Их рефераты {fate}"
    if run.vanished.unnamed.total:
        yield f"в этот раз не встретились: {_listed(run.vanished.unnamed)}. Их рефераты остались"


def _listed(names: Names) -> str:
    rest = names.total - len(names.first)
    return ", ".join(map(one_line, names.first)) + (f" и ещё {rest}" if rest else "")


def show_plan(run: FolderRun) -> int:
    """Prints a line for each input: what would be done, its name, and why."""
    counts = Counter[str]()
    for step in run.plan():
        if step.action == "keep" and step.entry:
            word = _KEPT[step.entry.status]
        elif step.action == "write" and step.record:
            word = _STATUSES[step.record.status]
        else:
            word = _ACTIONS[step.action]
        counts[word] += 1
        print_out("\t".join((word, one_line(step.name), one_line(step.why))))
    counted = ", ".join(f"{word} {n}" for word, n in counts.most_common())
    print("\n".join((*notes(run, is_plan=True), counted or "текстов нет")), file=sys.stderr)
    return 0
