"""Is a model on this machine whole, and does it do what it should? Checks that anyone can run.

The hub's models cannot be run where this program is built, so their users check them where they are.
"""

from summarizer.doctor.check import Check
from summarizer.doctor.examination import examine
from summarizer.doctor.sample import SAMPLE

__all__ = ["SAMPLE", "Check", "examine"]
