"""Many documents: plan, run, resume, journal."""
