"""The vault: bytes of evidence, kept as they came, outside the database, each under its SHA-256.

`keeping` takes a file in, `kinds` says what its bytes are, `scanning` asks a virus scanner; the storage is the kernel's `shelf`;
`pictures`, `documents`, `mails`, `texts` and `sounds` make what people look at, and never change what was kept.
"""

from amends.casework.cases.vault.keeping import Kept, keep
from amends.casework.cases.vault.kinds import kind_of
from amends.casework.cases.vault.names import as_given, safe_name
from amends.foundation.kernel.shelf import digest_of, open_kept, path_of, store

__all__ = ["Kept", "as_given", "digest_of", "keep", "kind_of", "open_kept", "path_of", "safe_name", "store"]
