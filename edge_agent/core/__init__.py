"""The edge agent's judgement: what to relay, what it means, when to raise an alarm. No I/O."""
