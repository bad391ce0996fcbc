"""Where readers talk back: reports of problems, and questions. No account is needed."""
