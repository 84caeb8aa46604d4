"""Every change to the record: writing down, anchoring, checking, and taking words out."""

from amends.foundation.audit.actions.anchoring import anchor_chains
from amends.foundation.audit.actions.checking import ask_check
from amends.foundation.audit.actions.recording import Actor, hold_chain, record
from amends.foundation.audit.actions.recording_many import Note, record_many
from amends.foundation.audit.actions.redacting import redact

__all__ = ["Actor", "Note", "anchor_chains", "ask_check", "hold_chain", "record", "record_many", "redact"]
