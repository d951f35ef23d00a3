package dev.aerie.server.access;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.milvus.grpc.CommonProto;
import io.milvus.grpc.ObjectType;
import io.milvus.grpc.PrivilegeExt;
import java.util.Optional;

/**
 * What a call needs, as the service definition says it of the call's request.
 *
 * @param name such as {@code Insert}
 * @param objectType of what the call is about
 * @param object name of the collection or user; {@code *} where the call is about none
 */
record Privilege(String name, ObjectType objectType, String object) {
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
            object(
                request,
                type.findFieldByNumber(Math.max(1, needed.getObjectNameIndex())),
                needed)));
  }

  private static String object(Message request, FieldDescriptor field, PrivilegeExt needed) {
    boolean named =
        needed.getObjectNameIndex() > 0
            && field != null
            && field.getJavaType() == FieldDescriptor.JavaType.STRING
            && !field.isRepeated();
    return named ? (String) request.getField(field) : ANY;
  }

  /** The name as refusals have it. */
  String fullName() {
    return PREFIX + name;
  }
}
