"""What the write door tells those above it: a Revision was made.

Sent inside the edit's transaction, with `revision`, `snapshot` as the edit left the article, `before` as it found it.
"""

from django.dispatch import Signal

revision_made = Signal()
