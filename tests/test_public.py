"""What others may rely on: a small door, and nothing behind it by accident."""

import subprocess
import sys

import bellrock


def test_the_package_offers_one_name() -> None:
    assert bellrock.__all__ == ["Bellrock", "__version__"]


def test_importing_the_package_loads_no_engine() -> None:
    script = "import sys, bellrock; sys.exit('chdb' in sys.modules or 'pyarrow' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", script]).returncode == 0
