package dev.aerie.server.rbac;

import dev.aerie.engine.Engine;
import dev.aerie.engine.catalog.AccessRules;
import dev.aerie.engine.catalog.AccessRules.Grant;
import dev.aerie.engine.catalog.Database;
import dev.aerie.server.access.PrivilegeGroups;
import dev.aerie.server.wire.Call;
import dev.aerie.server.wire.Calls;
import dev.aerie.server.wire.Statuses;
import io.milvus.grpc.GrantEntity;
import io.milvus.grpc.GrantorEntity;
import io.milvus.grpc.ObjectEntity;
import io.milvus.grpc.OperatePrivilegeRequest;
import io.milvus.grpc.OperatePrivilegeType;
import io.milvus.grpc.OperatePrivilegeV2Request;
import io.milvus.grpc.PrivilegeEntity;
import io.milvus.grpc.RoleEntity;
import io.milvus.grpc.SelectGrantRequest;
import io.milvus.grpc.SelectGrantResponse;
import io.milvus.grpc.Status;
import io.milvus.grpc.UserEntity;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What roles are granted. */
@ApplicationScoped
public class GrantCalls implements Calls {
  private static final String ANY = "*";

  private final Engine engine;

  GrantCalls(Engine engine) {
    this.engine = engine;
  }

  @Override
  public List<Call<?, ?>> calls() {
    return List.of(
        Call.define("OperatePrivilege", this::operate),
        Call.define("OperatePrivilegeV2", this::operateV2),
        Call.inspect("SelectGrant", this::select));
  }

  private Status operate(OperatePrivilegeRequest request) {
    GrantEntity entity = request.getEntity();
    change(
        entity.getRole().getName(),
        new Grant(
            entity.getObject().getName(),
            orAny(entity.getObjectName()),
            entity.getDbName().isEmpty() ? Database.DEFAULT : entity.getDbName(),
            entity.getGrantor().getPrivilege().getName()),
        request.getType());
    return Statuses.ok();
  }

  private Status operateV2(OperatePrivilegeV2Request request) {
    Grant grant =
        new Grant(
            "",
            orAny(request.getCollectionName()),
            request.getDbName().isEmpty() ? Database.DEFAULT : request.getDbName(),
            request.getGrantor().getPrivilege().getName());
    checkLevel(grant);
    change(request.getRole().getName(), grant, request.getType());
    return Statuses.ok();
  }

  private static String orAny(String name) {
    return name.isEmpty() ? ANY : name;
  }

  /** A group for the cluster is for all of it, a group for databases for all their collections. */
  private static void checkLevel(Grant grant) {
    boolean built = PrivilegeGroups.BUILT_IN.containsKey(grant.privilege());
    boolean cluster = built && grant.privilege().startsWith("Cluster");
    boolean database = built && grant.privilege().startsWith("Database");
    if (cluster && !(grant.database().equals(ANY) && grant.object().equals(ANY))) {
      throw Rules.conflict(
          "dbName and collectionName should be * for the cluster level privilege: "
              + grant.privilege());
    }
    if (database && !grant.object().equals(ANY)) {
      throw Rules.conflict(
          "collectionName should be * for the database level privilege: " + grant.privilege());
    }
  }

  private void change(String role, Grant grant, OperatePrivilegeType type) {
    engine
        .definitions()
        .changeAccessRules(
            rules -> {
              requirePrivilege(rules, grant.privilege());
              Set<Grant> grants = new HashSet<>(RoleCalls.granted(rules, role));
              if (type == OperatePrivilegeType.Grant) {
                grants.add(grant);
              } else {
                grants.removeIf(present -> sameBut(present, grant));
              }
              return rules.withRole(role, grants);
            });
  }

  /** A privilege is taken back by either form of the call. */
  private static boolean sameBut(Grant present, Grant revoked) {
    return present.privilege().equals(revoked.privilege())
        && present.object().equals(revoked.object())
        && present.database().equals(revoked.database());
  }

  private static void requirePrivilege(AccessRules rules, String name) {
    boolean known =
        name.equals(ANY)
            || PrivilegeGroups.isPrivilege(name)
            || PrivilegeGroups.BUILT_IN.containsKey(name)
            || rules.groups().containsKey(name);
    if (!known) {
      throw Rules.conflict("not found the privilege name[%s]".formatted(name));
    }
  }

  private SelectGrantResponse select(SelectGrantRequest request) {
    GrantEntity wanted = request.getEntity();
    String role = wanted.getRole().getName();
    SelectGrantResponse.Builder answer = SelectGrantResponse.newBuilder().setStatus(Statuses.ok());
    RoleCalls.granted(engine.definitions().accessRules(), role).stream()
        .filter(
            grant ->
                wanted.getObject().getName().isEmpty()
                    || grant.objectType().equals(wanted.getObject().getName()))
        .filter(
            grant ->
                wanted.getObjectName().isEmpty() || grant.object().equals(wanted.getObjectName()))
        .sorted(Comparator.comparing(Grant::privilege).thenComparing(Grant::object))
        .forEach(grant -> answer.addEntities(entity(role, grant)));
    return answer.build();
  }

  private static GrantEntity entity(String role, Grant grant) {
    return GrantEntity.newBuilder()
        .setRole(RoleEntity.newBuilder().setName(role))
        .setObject(ObjectEntity.newBuilder().setName(grant.objectType()))
        .setObjectName(grant.object())
        .setDbName(grant.database())
        .setGrantor(
            GrantorEntity.newBuilder()
                .setUser(UserEntity.newBuilder().setName(""))
                .setPrivilege(PrivilegeEntity.newBuilder().setName(grant.privilege())))
        .build();
  }
}
