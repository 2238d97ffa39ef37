"""The running program: settings in, parts wired, loops started."""
