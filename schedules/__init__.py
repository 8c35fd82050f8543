"""When: nightly service, catch-up, notifications. Empty until nights get their service."""
