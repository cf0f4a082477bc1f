"""What pyproject.toml cannot say: the top-level folder `templates/` is installed as `osago_xl.templates`."""

from setuptools import find_namespace_packages, setup

setup(
    packages=[*find_namespace_packages(include=["osago_xl*"]), "osago_xl.templates"],
    package_dir={"osago_xl.templates": "templates"},
)
