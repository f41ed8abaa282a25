"""The one part of the build that pyproject.toml cannot say: a C extension for speed, left out where it cannot be built."""

import sys
import sysconfig

from setuptools import Extension, setup

# one wheel serves every Python from 3.11 on; the builds without the interpreter lock have no stable interface yet
STABLE = sys.implementation.name == "cpython" and not sysconfig.get_config_var("Py_GIL_DISABLED")

setup(
    ext_modules=[
        Extension(
            "extract.pdfium._loops",
            ["extract/pdfium/_loops.c"],
            define_macros=[("Py_LIMITED_API", "0x030B0000")] if STABLE else [],
            py_limited_api=STABLE,
            optional=True,  # no compiler, no headers: setuptools says so and extract/pdfium/python_loops.py does the work
        )
    ],
    options={"bdist_wheel": {"py_limited_api": "cp311"}} if STABLE else {},
)
