"""A ward loudspeaker station: from a written script to a measured, logged broadcast."""

__version__ = "0.1.0"
