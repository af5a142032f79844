"""The evidence desk: a single-page app and the JSON behind it, served from this machine to this machine only."""
