"""The steps that bring a database up to date, one file each, run inside one transaction."""

HEAD = "0009"
"""The newest step; a test holds it to the files."""
