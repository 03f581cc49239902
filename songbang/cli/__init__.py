"""The command line: reads arguments and the clock, calls core, prints in the user's language. Decides nothing."""
