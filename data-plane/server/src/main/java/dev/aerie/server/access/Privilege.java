package dev.aerie.server.access;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.milvus.grpc.CommonProto;
import io.milvus.grpc.ObjectType;
import io.milvus.grpc.PrivilegeExt;
import java.util.List;
import java.util.Optional;

/**
 * What a call needs, as the service definition says it of the call's request.
 *
 * @param name such as {@code Insert}
 * @param objectType of what the call is about
 * @param objects names of the collections, or of the user; {@code *} alone where the call is about
 *     none
 */
record Privilege(String name, ObjectType objectType, List<String> objects) {
  static final String ANY = "*";

  private static final String PREFIX = "Privilege";

  /** What a request needs; empty for what everybody may ask who is known. */
  static Optional<Privilege> of(Message request) {
    Descriptor type = request.getDescriptorForType();
    if (!type.getOptions().hasExtension(CommonProto.privilegeExtObj)) {
      return Optional.empty();
    }
    PrivilegeExt needed = type.getOptions().getExtension(CommonProto.privilegeExtObj);
    return Optional.of(
        new Privilege(
            needed.getObjectPrivilege().name().substring(PREFIX.length()),
            needed.getObjectType(),
            objects(request, needed)));
  }

  /** The definition numbers the field that names them: one field for a name, another for many. */
  private static List<String> objects(Message request, PrivilegeExt needed) {
    int number = Math.max(needed.getObjectNameIndex(), needed.getObjectNameIndexs());
    List<String> names = number > 0 ? names(request, number) : List.of();
    return names.isEmpty() ? List.of(ANY) : names;
  }

  private static List<String> names(Message request, int number) {
    FieldDescriptor field = request.getDescriptorForType().findFieldByNumber(number);
    return switch (request.getField(field)) {
      case String name -> List.of(name);
      case List<?> several -> several.stream().map(String.class::cast).toList();
      case Message entity -> names(entity, 1).stream().filter(name -> !name.isEmpty()).toList();
      default -> List.of();
    };
  }

  /** The name as refusals have it. */
  String fullName() {
    return PREFIX + name;
  }
}
