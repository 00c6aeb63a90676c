import numpy as np

from okrsheet.functions.forest import Forest

NAMELESS = [None] * 6


def forest(**parents):
    ids = list(parents)
    return Forest.of(ids, list(parents.values()), NAMELESS[: len(ids)])


def test_rows_come_parents_first_each_with_its_level():
    found = forest(K="O", O="P", P=None, L="O", Q=None)
    assert list(found.rows()) == [(2, 1), (1, 2), (0, 3), (3, 3), (4, 1)]


def test_rows_with_children_are_numbered_before_the_others():
    found = forest(K="O", O="P", P=None, L="O", Q=None)
    assert found.node == {None: 0, 1: 1, 2: 2, 0: 3, 3: 4, 4: 5}


def test_the_tree_to_score_has_the_deepest_level_first():
    tree = forest(K="O", O="P", P=None, L="O", Q=None).tree(np.array([1.0, 2, 3, 4, 5]))
    lines = [
        (level.node.tolist(), level.child.tolist(), level.weight.tolist()) for level in tree.levels
    ]
    assert lines == [([1], [3, 4], [1, 4]), ([2], [1], [2]), ([0], [2, 5], [3, 5])]
    assert tree.nodes.kpis == range(3, 6)
