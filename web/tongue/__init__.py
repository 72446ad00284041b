"""The desk in another language, for engineers and donors: it is written in Vietnamese and can be shown in English."""
