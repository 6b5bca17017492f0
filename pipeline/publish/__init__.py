"""Publishing: captions, posts and feeds, made from ``webinar.json`` alone."""
