package dev.aerie.operator.support;

import dev.aerie.operator.lifecycle.ClusterOperator;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * Another build of the operator: its sources with one text replaced, compiled, and run beside this
 * build's classes in the same JVM.
 */
public final class OtherBuild implements AutoCloseable {

  private static final Path SOURCES = Path.of("src/main/java");
  private static final String OURS = "dev.aerie.operator.";

  private final URLClassLoader classes;
  private AutoCloseable operator;

  /**
   * @param folder where it is built
   * @param file one of the sources
   * @param text what stands in it
   * @param instead what the other build has in its place
   */
  public OtherBuild(Path folder, String file, String text, String instead) throws IOException {
    Path sources = Files.createDirectories(folder.resolve("sources"));
    Path target = Files.createDirectories(folder.resolve("classes"));
    copy(sources);
    Path changed = sources.resolve(file);
    String before = Files.readString(changed);
    if (!before.contains(text)) {
      throw new IllegalStateException("%s has no %s".formatted(file, text));
    }
    Files.writeString(changed, before.replace(text, instead));
    compile(sources, target);
    classes = new ChildFirst(target.toUri().toURL());
  }

  /** Starts its operator, alone. */
  public void start(KubernetesClient client) throws ReflectiveOperationException {
    Class<?> settings = classes.loadClass(OURS + "lifecycle.OperatorSettings");
    Class<?> type = classes.loadClass(ClusterOperator.class.getName());
    Constructor<?> constructor =
        type.getConstructor(
            KubernetesClient.class,
            Clock.class,
            settings,
            MeterRegistry.class,
            Runnable.class,
            Runnable.class);
    Runnable nothing = () -> {};
    operator =
        (AutoCloseable)
            constructor.newInstance(
                client,
                Clock.systemUTC(),
                settings.getConstructors()[0].newInstance(
                    "127.0.0.1", 4, 3, Optional.empty(), "another build"),
                new SimpleMeterRegistry(),
                nothing,
                nothing);
    type.getMethod("start").invoke(operator);
  }

  /** Stops its operator. */
  @Override
  public void close() throws Exception {
    if (operator != null) {
      operator.close();
    }
    classes.close();
  }

  private static void copy(Path to) throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = to.resolve(SOURCES.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }

  private static void compile(Path sources, Path target) throws IOException {
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (Stream<Path> files = Files.walk(sources);
        var manager = compiler.getStandardFileManager(null, null, null)) {
      List<Path> java = files.filter(file -> file.toString().endsWith(".java")).toList();
      List<String> options =
          List.of(
              "-proc:none", "-d", target.toString(), "-cp", System.getProperty("java.class.path"));
      if (!compiler
          .getTask(null, manager, null, options, null, manager.getJavaFileObjectsFromPaths(java))
          .call()) {
        throw new IllegalStateException("the other build does not compile");
      }
    }
  }

  /** Has its own of the operator's classes, and shares everything else. */
  private static final class ChildFirst extends URLClassLoader {

    ChildFirst(URL own) {
      super(new URL[] {own}, OtherBuild.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        if (loaded != null) {
          return loaded;
        }
        return name.startsWith(OURS) ? findClass(name) : super.loadClass(name, resolve);
      }
    }
  }
}
