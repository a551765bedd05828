"""What people do with accounts: every write, one module for each noun."""
