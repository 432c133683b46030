"""The project around the application: settings, addresses, servers' entry points. Nothing about articles."""
