"""The kit: facts and finished pictures in, what goes with them to the places of posting out: captions, days, packs, a report."""
