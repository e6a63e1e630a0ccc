"""How fast Guidepost is, as ratios to what this machine can do, taken in one run."""
