"""What the buttons of the ribbon do: a click in, an answer out."""
