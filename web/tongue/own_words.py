"""What the desk can speak, each by its own name."""

SOURCE = "vi"
"""What templates and words are written in."""

TONGUES: dict[str, str] = {SOURCE: "Tiếng Việt", "en": "English"}
"""The source, and each tongue with a catalogue in web/translations."""
