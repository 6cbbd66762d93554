"""Program to network, without running anything."""
