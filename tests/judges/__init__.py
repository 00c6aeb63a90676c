"""Judges of workbooks, each independent of okrsheet: none imports it."""
