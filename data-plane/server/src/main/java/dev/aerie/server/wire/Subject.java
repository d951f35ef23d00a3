package dev.aerie.server.wire;

import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a call is about, by the names that the service definition gives such fields.
 *
 * @param database empty for none
 * @param collection empty for none; several with commas between
 * @param others users, roles, privileges, aliases and new names, by their kind
 */
record Subject(String database, String collection, Map<String, String> others) {
  private static final List<String> DATABASE = List.of("db_name", "entity.db_name");
  private static final List<String> COLLECTION =
      List.of("collection_name", "oldName", "collection_names", "entity.object_name");

  /** Requests about rights say so whether they give or take. */
  private static final String ON_RIGHTS = "Operate";

  private static final Map<String, List<String>> OTHERS = new LinkedHashMap<>();

  static {
    OTHERS.put("user", List.of("username", "user.name"));
    OTHERS.put("role", List.of("role_name", "role.name", "entity.role.name", "entity.name"));
    OTHERS.put(
        "privilege",
        List.of("grantor.privilege.name", "entity.grantor.privilege.name", "privileges.name"));
    OTHERS.put("privilegeGroup", List.of("group_name"));
    OTHERS.put("alias", List.of("alias"));
    OTHERS.put("newName", List.of("newName"));
    OTHERS.put("newDatabase", List.of("newDBName"));
  }

  static Subject of(Message request) {
    Map<String, String> others = new LinkedHashMap<>();
    OTHERS.forEach((kind, paths) -> others.put(kind, text(request, paths)));
    if (request.getDescriptorForType().getName().startsWith(ON_RIGHTS)) {
      others.put("type", text(request, List.of("type")));
    }
    others.values().removeIf(String::isEmpty);
    return new Subject(text(request, DATABASE), text(request, COLLECTION), others);
  }

  /** What stands at the first of some paths that has anything. */
  private static String text(Message request, List<String> paths) {
    return paths.stream()
        .map(path -> values(request, List.of(path.split("\\."))).collect(Collectors.joining(",")))
        .filter(found -> !found.isEmpty())
        .findFirst()
        .orElse("");
  }

  private static Stream<String> values(Object value, List<String> path) {
    return switch (value) {
      case List<?> several -> several.stream().flatMap(one -> values(one, path));
      case Message message when !path.isEmpty() -> values(message, path.getFirst(), path);
      case String text when path.isEmpty() -> Stream.of(text);
      case EnumValueDescriptor constant when path.isEmpty() -> Stream.of(constant.getName());
      default -> Stream.empty();
    };
  }

  private static Stream<String> values(Message message, String name, List<String> path) {
    FieldDescriptor field = message.getDescriptorForType().findFieldByName(name);
    return field == null
        ? Stream.empty()
        : values(message.getField(field), path.subList(1, path.size()));
  }
}
