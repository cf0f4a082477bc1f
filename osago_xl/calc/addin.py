"""The worksheet functions as a Calc add-in, generated from the function registry.

Two ways in: registered passively for an office that we start (`build_passive`), and as the extension `osago.oxt` that
a person installs (`build_oxt`). Calc knows a function by its full name RU.OSAGO.ADDIN.<NAME>.
"""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from xml.sax.saxutils import quoteattr

import osago_xl
from osago_xl.calc import bridge
from osago_xl.functions.registry import Function

SERVICE = "ru.osago.AddIn"
JOB = "ru.osago.Rebind"
REGISTRY = "osago_xl.functions.registry"
COMPONENT = Path(__file__).with_name("addin_component.py")
IDL = "osago.idl"
COMPONENTS = "osago.components"
CHOICE = "osago_registry.py"  # tells the component which registry to serve
# Parts of the package that a cell needs; all of them standard library only.
SHIPPED = ("__init__.py", "errors.py", "findings.py", "folders.py", "values", "domain", "tariffs", "functions")


def functions(module: str = REGISTRY) -> Mapping[str, Function]:
    """The functions of a registry module by name; importing it enters them all."""
    import importlib

    found: Mapping[str, Function] = importlib.import_module(module).FUNCTIONS
    return found


def idl(declared: Iterable[Function]) -> str:
    """The add-in's interface: every argument and result is `any`, so that it may be left out or be a block.

    Calc hands over an empty cell as 0 (within a block of several cells as nothing); no other type does better.
    """
    lines = ["module ru { module osago {", "interface XFunctions : com::sun::star::uno::XInterface {"]
    for function in declared:
        arguments = ", ".join(f"[in] any a{number}" for number in range(1, len(function.args) + 1))
        lines.append(f"  sequence< sequence<any> > {function.name}({arguments});")
    return "\n".join([*lines, "};", "}; };", ""])


def components(uri: str, *, job: bool) -> str:
    """The component list: which services the Python file at `uri` implements."""
    entries = {SERVICE: [SERVICE, "com.sun.star.sheet.AddIn"]} | ({JOB: ["com.sun.star.task.Job"]} if job else {})
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<components xmlns="http://openoffice.org/2010/uno-components">']
    lines.append(f'<component loader="com.sun.star.loader.Python" uri={quoteattr(uri)}>')
    for name, services in entries.items():
        listed = "".join(f"<service name={quoteattr(service)}/>" for service in services)
        lines.append(f"<implementation name={quoteattr(name)}>{listed}</implementation>")
    return "\n".join([*lines, "</component>", "</components>", ""])


def build_passive(folder: Path, registry: str = REGISTRY) -> Path | None:
    """Write the registration for our own office into `folder`; None when the registry has no functions."""
    declared = functions(registry)
    if not declared:
        return None
    folder.mkdir(parents=True, exist_ok=True)
    (folder / IDL).write_text(idl(declared.values()), "ascii")
    (folder / COMPONENTS).write_text(components(COMPONENT.as_uri(), job=False), "utf-8")
    (folder / CHOICE).write_text(_choice(registry), "ascii")
    return folder


def start_options(folder: Path) -> tuple[list[str], dict[str, str]]:
    """Options and environment with which an office knows the add-in in `folder`.

    The variables replace the office's own lists, so these are named again; a missing file would crash the start.
    """
    program = bridge.program_folder()
    lists = {
        "URE_MORE_TYPES": f"{_optional(program / 'types')} {(folder / IDL).as_uri()}",
        "URE_MORE_SERVICES": f"{_optional(program / 'services')} {(folder / COMPONENTS).as_uri()}",
    }
    roots = [str(folder), str(Path(osago_xl.__file__).parents[1]), os.environ.get("PYTHONPATH", "")]
    environment = {"PYTHONPATH": os.pathsep.join(filter(None, roots)), "PYTHONDONTWRITEBYTECODE": "1"}
    return [f"-env:{name}={value}" for name, value in lists.items()], environment


def _choice(registry: str) -> str:
    return f"from {registry} import FUNCTIONS, call\n"


def _optional(folder: Path) -> str:
    return f"<{folder.as_uri()}>*"


def build_oxt(path: Path, registry: str = REGISTRY, sources: Path | None = None) -> Path:
    """Write the extension to `path`: add-in, the job that binds formulas on load, and the code both need.

    `sources` is the folder with the package (for tests: another folder whose whole content is shipped).
    """
    manifest = {
        IDL: "application/vnd.sun.star.uno-typelibrary;type=RDB",  # the office tells plain text by itself
        COMPONENTS: "application/vnd.sun.star.uno-components",
        "Jobs.xcu": "application/vnd.sun.star.configuration-data",
    }
    entries = {
        "description.xml": DESCRIPTION.format(version=_version()),
        "META-INF/manifest.xml": _manifest(manifest),
        IDL: idl(functions(registry).values()),
        COMPONENTS: components(COMPONENT.name, job=True),
        "Jobs.xcu": JOBS,
        COMPONENT.name: COMPONENT.read_text("utf-8"),
        f"pythonpath/{CHOICE}": _choice(registry),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in entries.items():
            archive.writestr(zipfile.ZipInfo(name), text.encode())
        for name, file in sorted(_code(sources)):
            archive.writestr(zipfile.ZipInfo(f"pythonpath/{name}"), file.read_bytes())
    return path


def _code(sources: Path | None) -> Iterable[tuple[str, Path]]:
    package = Path(osago_xl.__file__).parent
    tops = [package / name for name in SHIPPED]
    files = [(file, package.parent) for top in tops for file in ([top] if top.is_file() else top.rglob("*"))]
    if sources is not None:
        files += [(file, sources) for file in sources.rglob("*.py")]
    for file, root in files:
        if file.is_file() and "__pycache__" not in file.parts:
            yield file.relative_to(root).as_posix(), file


def _version() -> str:
    from importlib.metadata import version

    return version("osago-xl")


def _manifest(files: Mapping[str, str]) -> str:
    entry = '<manifest:file-entry manifest:full-path="{}" manifest:media-type="{}"/>\n'
    entries = "".join(entry.format(name, kind) for name, kind in files.items())
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<manifest:manifest xmlns:manifest="http://openoffice.org/2001/manifest">\n{entries}</manifest:manifest>\n'
    )


DESCRIPTION = """<?xml version="1.0" encoding="UTF-8"?>
<description xmlns="http://openoffice.org/extensions/description/2006">
<identifier value="ru.osago.addin"/>
<version value="{version}"/>
<display-name><name lang="ru">Функции ОСАГО для Calc</name></display-name>
</description>
"""
JOBS = f"""<?xml version="1.0" encoding="UTF-8"?>
<oor:component-data xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 oor:name="Jobs" oor:package="org.openoffice.Office">
<node oor:name="Jobs"><node oor:name="Osago" oor:op="replace">
<prop oor:name="Service"><value>{JOB}</value></prop></node></node>
<node oor:name="Events"><node oor:name="OnLoad" oor:op="fuse"><node oor:name="JobList">
<node oor:name="Osago" oor:op="replace"/></node></node></node>
</oor:component-data>
"""
