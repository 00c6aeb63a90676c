"""Tests of okrsheet: each folder mirrors one of src/okrsheet; judges/ knows nothing of okrsheet."""
