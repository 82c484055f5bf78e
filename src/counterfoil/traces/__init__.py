"""The flight recorder: what became of the extension points of a request, kept so that it can be looked at later."""
