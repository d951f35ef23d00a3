package dev.aerie.server.access;

import io.milvus.grpc.ObjectPrivilege;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The groups of privileges that are always there, and the privileges there are. */
public final class PrivilegeGroups {
  private static final String ALL = "All";

  private static final List<String> CLUSTER_READ_ONLY =
      List.of(
          "ListDatabases",
          "SelectOwnership",
          "SelectUser",
          "DescribeResourceGroup",
          "ListResourceGroups",
          "ListPrivilegeGroups");
  private static final List<String> CLUSTER_READ_WRITE =
      with(
          CLUSTER_READ_ONLY, "FlushAll", "TransferNode", "TransferReplica", "UpdateResourceGroups");
  private static final List<String> CLUSTER_ADMIN =
      with(
          CLUSTER_READ_WRITE,
          "BackupRBAC",
          "RestoreRBAC",
          "CreateDatabase",
          "DropDatabase",
          "CreateOwnership",
          "DropOwnership",
          "ManageOwnership",
          "CreateResourceGroup",
          "DropResourceGroup",
          "UpdateUser",
          "RenameCollection",
          "CreatePrivilegeGroup",
          "DropPrivilegeGroup",
          "OperatePrivilegeGroup");
  private static final List<String> DATABASE_READ_ONLY =
      List.of("ShowCollections", "DescribeDatabase");
  private static final List<String> DATABASE_READ_WRITE = with(DATABASE_READ_ONLY, "AlterDatabase");
  private static final List<String> DATABASE_ADMIN =
      with(DATABASE_READ_WRITE, "CreateCollection", "DropCollection");
  private static final List<String> COLLECTION_READ_ONLY =
      List.of(
          "Query",
          "Search",
          "IndexDetail",
          "GetFlushState",
          "GetLoadState",
          "GetLoadingProgress",
          "HasPartition",
          "ShowPartitions",
          "DescribeCollection",
          "DescribeAlias",
          "GetStatistics",
          "ListAliases");
  private static final List<String> COLLECTION_READ_WRITE =
      with(
          COLLECTION_READ_ONLY,
          "Load",
          "Release",
          "Insert",
          "Delete",
          "Upsert",
          "Import",
          "Flush",
          "Compaction",
          "LoadBalance",
          "CreateIndex",
          "DropIndex",
          "CreatePartition",
          "DropPartition",
          "AddCollectionField");
  private static final List<String> COLLECTION_ADMIN =
      with(COLLECTION_READ_WRITE, "CreateAlias", "DropAlias");

  /** The groups that are always there, with their privileges. */
  public static final Map<String, List<String>> BUILT_IN =
      Map.of(
          "ClusterReadOnly", CLUSTER_READ_ONLY,
          "ClusterReadWrite", CLUSTER_READ_WRITE,
          "ClusterAdmin", CLUSTER_ADMIN,
          "DatabaseReadOnly", DATABASE_READ_ONLY,
          "DatabaseReadWrite", DATABASE_READ_WRITE,
          "DatabaseAdmin", DATABASE_ADMIN,
          "CollectionReadOnly", COLLECTION_READ_ONLY,
          "CollectionReadWrite", COLLECTION_READ_WRITE,
          "CollectionAdmin", COLLECTION_ADMIN);

  private static final Map<String, Set<String>> IMPLIED =
      Map.of(
          "Load", Set.of("GetLoadState", "GetLoadingProgress"),
          "Flush", Set.of("GetFlushState"));

  private static final Set<String> PRIVILEGES =
      Arrays.stream(ObjectPrivilege.values())
          .map(Enum::name)
          .filter(name -> name.startsWith("Privilege"))
          .map(name -> name.substring("Privilege".length()))
          .collect(Collectors.toUnmodifiableSet());

  private PrivilegeGroups() {}

  private static List<String> with(List<String> group, String... more) {
    Set<String> all = new LinkedHashSet<>(group);
    all.addAll(List.of(more));
    return List.copyOf(all);
  }

  /** Whether there is a privilege of that name. */
  public static boolean isPrivilege(String name) {
    return PRIVILEGES.contains(name) && !BUILT_IN.containsKey(name) && !name.startsWith("Group");
  }

  /** Whether who was granted something has a privilege by it. */
  static boolean covers(String granted, String needed, Map<String, Set<String>> groups) {
    return granted.equals(ALL)
        || granted.equals(Privilege.ANY)
        || covers(granted, needed)
        || BUILT_IN.getOrDefault(granted, List.of()).contains(needed)
        || groups.getOrDefault(granted, Set.of()).stream().anyMatch(one -> covers(one, needed));
  }

  private static boolean covers(String granted, String needed) {
    return granted.equals(needed) || IMPLIED.getOrDefault(granted, Set.of()).contains(needed);
  }
}
