package dev.aerie.controlplane.support;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/**
 * The documents of the regions' agent as its records say in the source: no module may depend on
 * both sides of the protocol.
 */
public final class AgentSources {
  private static final Path PROTOCOL = JavaSources.of("operator", "operator/agent/protocol");
  private static final Path KINDS = JavaSources.of("crds", "crds");
  private static final Pattern NAMED =
      Pattern.compile("@JsonProperty\\((?:value = )?\"(\\w+)\"\\)");
  private static final Pattern INNERMOST = Pattern.compile("(?:.*<)?(?:\\w+\\.)*(\\w+)>*");

  private final Map<String, ClassTree> records = new HashMap<>();

  private AgentSources() {}

  /** Reads them. */
  public static AgentSources read() throws IOException {
    var sources = new AgentSources();
    // What both folders name alike is the protocol's.
    sources.read(KINDS);
    sources.read(PROTOCOL);
    return sources;
  }

  private void read(Path folder) throws IOException {
    try (Stream<Path> found = Files.list(folder)) {
      List<Path> sources = found.filter(file -> file.toString().endsWith(".java")).toList();
      for (CompilationUnitTree unit : JavaSources.parse(sources)) {
        new TreeScanner<Void, Void>() {
          @Override
          public Void visitClass(ClassTree type, Void none) {
            if (type.getKind() == Tree.Kind.RECORD) {
              records.put(type.getSimpleName().toString(), type);
            }
            return super.visitClass(type, none);
          }
        }.scan(unit, null);
      }
    }
  }

  /** The paths of all properties of a record, as in {@code clusters.spec.class}. */
  public TreeSet<String> properties(String name) {
    var paths = new TreeSet<String>();
    for (Tree member : records.get(name).getMembers()) {
      if (member instanceof VariableTree component
          && !component.getModifiers().getFlags().contains(Modifier.STATIC)) {
        String property = property(component);
        paths.add(property);
        Matcher type = INNERMOST.matcher(component.getType().toString());
        if (type.matches() && records.containsKey(type.group(1))) {
          properties(type.group(1)).forEach(inner -> paths.add(property + "." + inner));
        }
      }
    }
    return paths;
  }

  private static String property(VariableTree component) {
    return component.getModifiers().getAnnotations().stream()
        .map(annotation -> NAMED.matcher(annotation.toString()))
        .filter(Matcher::find)
        .map(found -> found.group(1))
        .findFirst()
        .orElse(component.getName().toString());
  }
}
