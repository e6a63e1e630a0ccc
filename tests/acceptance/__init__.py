"""Does the story hold together, across services?"""
