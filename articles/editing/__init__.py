"""The only door through which content is written.

`edit` opens it: one transaction, one lock on the article, one Revision, however many rows are touched. A content
row that is saved or deleted outside of an edit raises. `create` and `replace` make an article what a Snapshot says;
`restore` and `undo` bring its past back.
Outsiders import from this package and not from its modules.
"""

from .content import checked, cleaned, create, replace
from .door import Conflict, Edit, Locked, NoEditOpen, edit, is_open
from .past import preceding, restore, undo, undone
from .rows import InvalidContent

__all__ = [
    "Conflict",
    "Edit",
    "InvalidContent",
    "Locked",
    "NoEditOpen",
    "checked",
    "cleaned",
    "create",
    "edit",
    "is_open",
    "preceding",
    "replace",
    "restore",
    "undo",
    "undone",
]
