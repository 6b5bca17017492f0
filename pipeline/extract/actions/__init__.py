"""Actions: who did, is doing, will do or advises what, each a clause of the text.

    tokens ──▶ candidates (forms of French verbs, status) ──▶ features ──▶ classifier ──▶ Action

`find_actions` is the whole room. No parser is needed: word order and verb forms decide.
"""

from pipeline.extract.actions.find import action_at, find_actions

__all__ = ["action_at", "find_actions"]
