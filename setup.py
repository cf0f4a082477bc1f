"""What pyproject.toml cannot say: the folders `templates/` and `docs/` are installed inside the package."""

from setuptools import find_namespace_packages, setup

setup(
    packages=[*find_namespace_packages(include=["osago_xl*"]), "osago_xl.templates", "osago_xl.manual"],
    package_dir={"osago_xl.templates": "templates", "osago_xl.manual": "docs"},
)
