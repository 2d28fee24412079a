"""Who someone is and what we may know: identity graph, traits, consent, erasure, profiles."""

from bellrock.people.claims import CLAIM_RULES, TRAIT_VERBS, Claim, ClaimRule, Identifier, TraitOp
from bellrock.people.directory import People

__all__ = ["CLAIM_RULES", "TRAIT_VERBS", "Claim", "ClaimRule", "Identifier", "People", "TraitOp"]
