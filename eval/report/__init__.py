"""The benchmark's report as a web page."""
