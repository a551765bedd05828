"""Forms: what people type about referrals."""
