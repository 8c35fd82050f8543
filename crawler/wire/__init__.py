"""One exchange with one host, byte for byte: addresses, TLS, recording, failures by stage."""
