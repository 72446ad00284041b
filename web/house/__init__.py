"""On the desk: settings, accounts, and how the machine is."""
