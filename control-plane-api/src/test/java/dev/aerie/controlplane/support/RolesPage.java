package dev.aerie.controlplane.support;

import dev.aerie.controlplane.access.Permission;
import dev.aerie.controlplane.access.Role;
import dev.aerie.controlplane.support.Endpoints.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What {@code docs/administration/roles.md} promises, as it is checked in: so that who tests what
 * roles may do does not expect what the code says.
 *
 * @param roles what each role may do
 * @param custom what every custom role may do, whatever it is made of
 * @param needs what each endpoint needs, by method and path
 */
public record RolesPage(
    Map<Role, Set<Permission>> roles, Set<Permission> custom, Map<String, Need> needs) {
  private static final Path PAGE = Path.of("..", "docs", "administration", "roles.md");
  private static final Pattern QUOTED = Pattern.compile("`([A-Z_]+)`");
  private static final String CUSTOM = "Every custom role has";
  private static final String PEOPLE = "people only";

  /**
   * What a caller must have.
   *
   * @param permissions all of these; none where anybody may
   * @param peopleOnly whether keys and service accounts may not in any case
   */
  public record Need(Set<Permission> permissions, boolean peopleOnly) {}

  /** The page as it is. */
  public static RolesPage read() {
    try {
      List<String> lines = Files.readAllLines(PAGE);
      return new RolesPage(
          roles(lines),
          permissions(lines.stream().filter(line -> line.startsWith(CUSTOM)).findFirst().get()),
          needs(lines));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All that these roles may do together. */
  public Set<Permission> of(Set<Role> held) {
    return held.stream().flatMap(role -> roles.get(role).stream()).collect(Collectors.toSet());
  }

  /** What a custom role of one permission may do. */
  public Set<Permission> ofCustom(Permission permission) {
    var all = EnumSet.of(permission);
    all.addAll(custom);
    return all;
  }

  /** What an endpoint needs, which the page must say. */
  public Need need(Endpoint endpoint) {
    String named = endpoint.method() + " " + endpoint.path();
    if (!needs.containsKey(named)) {
      throw new AssertionError(PAGE + " has no endpoint " + named);
    }
    return needs.get(named);
  }

  private static Map<Role, Set<Permission>> roles(List<String> lines) {
    List<String> rows = table(lines, "| permission |");
    List<Role> columns =
        QUOTED.matcher(rows.getFirst()).results().map(one -> Role.valueOf(one.group(1))).toList();
    var found = new EnumMap<Role, Set<Permission>>(Role.class);
    columns.forEach(role -> found.put(role, EnumSet.noneOf(Permission.class)));
    for (String row : rows.subList(2, rows.size())) {
      String[] cells = row.split("\\|", -1);
      var permission = Permission.valueOf(cells[1].strip().split("`")[1]);
      for (int i = 0; i < columns.size(); i++) {
        if (cells[2 + i].strip().equals("yes")) {
          found.get(columns.get(i)).add(permission);
        }
      }
    }
    return found;
  }

  private static Map<String, Need> needs(List<String> lines) {
    List<String> rows = table(lines, "| endpoint |");
    var found = new HashMap<String, Need>();
    for (String row : rows.subList(2, rows.size())) {
      String[] cells = row.split("\\|", -1);
      String[] said = cells[2].split(";", 2);
      found.put(
          cells[1].replace("`", "").strip(),
          new Need(
              permissions(said[0]),
              Arrays.stream(said).skip(1).anyMatch(more -> more.contains(PEOPLE))));
    }
    return found;
  }

  private static List<String> table(List<String> lines, String head) {
    return lines.stream()
        .dropWhile(line -> !line.startsWith(head))
        .takeWhile(line -> line.startsWith("|"))
        .toList();
  }

  private static Set<Permission> permissions(String text) {
    return QUOTED
        .matcher(text)
        .results()
        .map((MatchResult one) -> Permission.valueOf(one.group(1)))
        .collect(Collectors.toSet());
  }
}
