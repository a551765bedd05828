"""Forms of agreements: requests, acts, the scheme's terms, the person's own word."""
