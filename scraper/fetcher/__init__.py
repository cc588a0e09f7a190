"""Where pages come from: folders, WARC files, web archives, the live site. Nothing here knows of grades."""
