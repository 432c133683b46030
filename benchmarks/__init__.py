"""What `make bench` runs: the speed of the main paths, as ratios taken in one run."""
