"""Load the demo from the readable files in ``seeds/``, through the services that people use."""
