"""What the write door tells those above it: a Revision was made.

Sent inside the edit's transaction, with `revision`, and `snapshot` as the edit left the article.
"""

from django.dispatch import Signal

revision_made = Signal()
