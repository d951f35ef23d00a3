"""Programs of Milvus's Java client, as in a project of a user's own."""

import os
import subprocess
from pathlib import Path

PROJECT = Path(__file__).parent / "java-client" / "pom.xml"
RESOLVE_SECONDS = 300


def launcher():
    """The `java` that the platform runs by."""
    home = os.environ.get("JAVA_HOME")
    return str(Path(home) / "bin" / "java") if home else "java"


def classpath(folder):
    """What the snippet requires, as Maven resolves it; written into a folder on the way."""
    file = folder / "classpath"
    subprocess.run(
        ["mvn", "-B", "-q", "-f", str(PROJECT), "dependency:build-classpath", f"-Dmdep.outputFile={file}"],
        timeout=RESOLVE_SECONDS, check=True,
    )
    return file.read_text()


def source(snippet):
    """A whole program: the imports of a snippet, and its statements in a main method."""
    imports, statements = snippet.split("\n\n", 1)
    return f"{imports}\n\nvoid main() {{\n{statements}}}\n"
