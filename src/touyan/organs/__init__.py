"""The organ tree, its people, their posts and roles; the viewer that every read asks for."""
