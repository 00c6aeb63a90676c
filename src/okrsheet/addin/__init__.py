"""The Excel add-in: built from plain sources, byte for byte, without Excel."""
