"""Native formulas: the arithmetic of the plan as cells, with no add-in needed."""
