"""A cycle in a graph, without recursion."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

N = TypeVar("N")


def cycle(nodes: Iterable[N], successors: Callable[[N], Iterable[N]]) -> list[N]:
    """Nodes that lead from one to the next and back to the first, which ends the list too.

    Empty where nothing reachable from `nodes` leads back to itself.
    """
    done: set[N] = set()
    for start in nodes:
        if start in done:
            continue
        path: dict[N, Iterator[N]] = {start: iter(successors(start))}
        while path:
            at = next(reversed(path))
            following = next(path[at], None)
            if following is None:
                done.add(at)
                del path[at]
            elif following in path:
                way = list(path)
                return [*way[way.index(following) :], following]
            elif following not in done:
                path[following] = iter(successors(following))
    return []
