"""The grammars: each module knows one kind of writing and offers its rules in the order they are tried."""
