package dev.aerie.controlplane.support;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Sources of modules that this one may not depend on. */
public final class JavaSources {

  private JavaSources() {}

  /** The main sources of a module, from a package below {@code dev.aerie} on. */
  public static Path of(String module, String packages) {
    return Path.of("..", module, "src", "main", "java", "dev", "aerie").resolve(packages);
  }

  /** The trees of some files. */
  public static Iterable<? extends CompilationUnitTree> parse(List<Path> files) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (var found = compiler.getStandardFileManager(null, null, null)) {
      var task =
          (JavacTask)
              compiler.getTask(
                  null, found, null, List.of(), null, found.getJavaFileObjectsFromPaths(files));
      return task.parse();
    }
  }
}
