"""Transfer into the wiki: content from elsewhere becomes Snapshots, and enters through the write door."""
