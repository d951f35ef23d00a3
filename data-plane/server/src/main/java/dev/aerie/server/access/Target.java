package dev.aerie.server.access;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.aerie.engine.catalog.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What of a cluster a request is about, by the fields that Milvus's requests name it in.
 *
 * @param databases none for what is about the cluster as a whole
 * @param collections those that are named; none for what is about whole databases
 * @param listing whether it asks for what there is, and is answered with what its caller may see
 */
record Target(List<String> databases, List<String> collections, boolean listing) {
  private static final List<String> DATABASE = List.of("db_name", "dbName");
  private static final String NEW_DATABASE = "newDBName";
  private static final List<String> COLLECTION = List.of("collection_name", "collectionName");
  private static final String COLLECTIONS = "collection_names";
  private static final String ALIAS = "alias";
  private static final Set<String> LISTINGS =
      Set.of("ListDatabasesRequest", "ShowCollectionsRequest");

  /** These name a database and are about others too: all rights, all rows. */
  private static final Set<String> OF_CLUSTER =
      Set.of("OperatePrivilegeV2Request", "FlushAllRequest");

  /** What a request is about. Those about aliases are about the database: aliases can move. */
  static Target of(Message request) {
    Descriptor type = request.getDescriptorForType();
    if (OF_CLUSTER.contains(type.getName())) {
      return new Target(List.of(), List.of(), false);
    }
    boolean ofAlias = type.findFieldByName(ALIAS) != null;
    return new Target(
        databases(request),
        ofAlias ? List.of() : collections(request),
        LISTINGS.contains(type.getName()));
  }

  /** The same, with its collections by other names. */
  Target withCollections(UnaryOperator<String> name) {
    return new Target(databases, collections.stream().map(name).toList(), listing);
  }

  private static List<String> databases(Message request) {
    List<String> found = new ArrayList<>();
    DATABASE.stream()
        .flatMap(name -> text(request, name).stream())
        .map(name -> name.isEmpty() ? Database.DEFAULT : name)
        .forEach(found::add);
    text(request, NEW_DATABASE).filter(name -> !name.isEmpty()).ifPresent(found::add);
    return List.copyOf(found);
  }

  private static List<String> collections(Message request) {
    FieldDescriptor several = request.getDescriptorForType().findFieldByName(COLLECTIONS);
    Stream<String> listed =
        several == null
            ? Stream.empty()
            : ((List<?>) request.getField(several)).stream().map(String.class::cast);
    return Stream.concat(listed, COLLECTION.stream().flatMap(name -> text(request, name).stream()))
        .filter(name -> !name.isEmpty())
        .toList();
  }

  private static Optional<String> text(Message request, String name) {
    FieldDescriptor field = request.getDescriptorForType().findFieldByName(name);
    return field == null || field.isRepeated()
        ? Optional.empty()
        : Optional.of((String) request.getField(field));
  }
}
