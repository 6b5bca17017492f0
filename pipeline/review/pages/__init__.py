"""The pages: each module here has a list ``routes``, which the application collects.

Handlers are plain functions (they run in a thread), read the form with `security.form_of`, draw with
`web.render` and store with `web.decide`.
"""
