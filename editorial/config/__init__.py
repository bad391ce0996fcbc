"""Settings, addresses and the WSGI entry: nothing imports this package."""
