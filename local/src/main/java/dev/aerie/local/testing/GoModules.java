package dev.aerie.local.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aerie.local.process.Command;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The modules that a Go program has code of, those of its tests not among them. */
final class GoModules {
  private static final String FORM =
      "{{with .Module}}{{with .Replace}}{{.Path}} {{.Version}}{{else}}{{.Path}} {{.Version}}{{end}}{{end}}";

  private GoModules() {}

  /** The bill of materials of the program in a folder, in CycloneDX's form. */
  static String bill(Path folder) {
    String modules = Command.of("go", "list", "-deps", "-f", FORM, ".").in(folder).output();
    String compiler = Command.of("go", "env", "GOVERSION").in(folder).output();
    return bill(folder.getFileName().toString(), modules, compiler);
  }

  /**
   * The same of a list of modules, one a line; the program's own one has no version.
   *
   * @param compiler such as {@code go1.26.0}: Go's own library, which scanners know as {@code
   *     stdlib}, has its version
   */
  static String bill(String name, String modules, String compiler) {
    ObjectNode bill = new ObjectMapper().createObjectNode();
    bill.put("bomFormat", "CycloneDX").put("specVersion", "1.6").put("version", 1);
    bill.putObject("metadata")
        .putObject("component")
        .put("type", "application")
        .put("name", name)
        .put("version", "devel");
    ArrayNode parts = bill.putArray("components");
    Stream.concat(modules.lines(), Stream.of(compiler.replaceFirst("go", "stdlib ")))
        .map(module -> module.strip().split(" "))
        .filter(module -> module.length == 2)
        .map(module -> part(module[0], module[1]))
        .distinct()
        .forEach(parts::add);
    return bill.toPrettyString();
  }

  private static ObjectNode part(String module, String version) {
    return new ObjectMapper()
        .createObjectNode()
        .put("type", "library")
        .put("name", module)
        .put("version", version)
        .put("purl", "pkg:golang/%s@%s".formatted(module, version));
  }
}
