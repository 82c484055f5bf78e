"""The demo: a site, its accounts, a payment hook, and a walk through the main job."""
