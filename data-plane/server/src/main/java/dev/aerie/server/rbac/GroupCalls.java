package dev.aerie.server.rbac;

import dev.aerie.engine.Engine;
import dev.aerie.engine.catalog.AccessRules;
import dev.aerie.server.access.PrivilegeGroups;
import dev.aerie.server.wire.Call;
import dev.aerie.server.wire.Calls;
import dev.aerie.server.wire.Statuses;
import io.milvus.grpc.CreatePrivilegeGroupRequest;
import io.milvus.grpc.DropPrivilegeGroupRequest;
import io.milvus.grpc.ListPrivilegeGroupsRequest;
import io.milvus.grpc.ListPrivilegeGroupsResponse;
import io.milvus.grpc.OperatePrivilegeGroupRequest;
import io.milvus.grpc.OperatePrivilegeGroupType;
import io.milvus.grpc.PrivilegeEntity;
import io.milvus.grpc.PrivilegeGroupInfo;
import io.milvus.grpc.Status;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** Groups of privileges. */
@ApplicationScoped
public class GroupCalls implements Calls {
  private final Engine engine;

  GroupCalls(Engine engine) {
    this.engine = engine;
  }

  @Override
  public List<Call<?, ?>> calls() {
    return List.of(
        Call.define("CreatePrivilegeGroup", this::create),
        Call.define("DropPrivilegeGroup", this::drop),
        Call.define("OperatePrivilegeGroup", this::operate),
        Call.inspect("ListPrivilegeGroups", this::list));
  }

  private Status create(CreatePrivilegeGroupRequest request) {
    String name = request.getGroupName();
    Rules.checkName("privilege group", name);
    engine
        .definitions()
        .changeAccessRules(
            rules -> {
              boolean taken =
                  PrivilegeGroups.BUILT_IN.containsKey(name)
                      || PrivilegeGroups.isPrivilege(name)
                      || rules.groups().containsKey(name);
              if (taken) {
                throw Rules.conflict(
                    "privilege group name [%s] is taken, or is the name of a privilege"
                        .formatted(name));
              }
              return rules.withGroup(name, Set.of());
            });
    return Statuses.ok();
  }

  private Status drop(DropPrivilegeGroupRequest request) {
    String name = request.getGroupName();
    engine
        .definitions()
        .changeAccessRules(
            rules -> {
              boolean used =
                  rules.roles().values().stream()
                      .flatMap(Set::stream)
                      .anyMatch(grant -> grant.privilege().equals(name));
              if (used) {
                throw Rules.conflict(
                    "privilege group [%s] is used by a role, revoke it first".formatted(name));
              }
              return rules.withoutGroup(name);
            });
    return Statuses.ok();
  }

  private Status operate(OperatePrivilegeGroupRequest request) {
    List<String> names =
        request.getPrivilegesList().stream().map(PrivilegeEntity::getName).toList();
    engine
        .definitions()
        .changeAccessRules(
            rules -> {
              Set<String> group = new HashSet<>(present(rules, request.getGroupName()));
              if (request.getType() == OperatePrivilegeGroupType.AddPrivilegesToGroup) {
                names.forEach(GroupCalls::requirePrivilege);
                group.addAll(names);
              } else {
                names.forEach(group::remove);
              }
              return rules.withGroup(request.getGroupName(), group);
            });
    return Statuses.ok();
  }

  private static Set<String> present(AccessRules rules, String name) {
    if (!rules.groups().containsKey(name)) {
      throw Rules.conflict(
          "there is no privilege group name [%s] that could be changed".formatted(name));
    }
    return rules.groups().get(name);
  }

  private static void requirePrivilege(String name) {
    if (!PrivilegeGroups.isPrivilege(name)) {
      throw Rules.conflict("not found the privilege name[%s]".formatted(name));
    }
  }

  private ListPrivilegeGroupsResponse list(ListPrivilegeGroupsRequest request) {
    TreeMap<String, Collection<String>> groups = new TreeMap<>(PrivilegeGroups.BUILT_IN);
    groups.putAll(engine.definitions().accessRules().groups());
    ListPrivilegeGroupsResponse.Builder answer =
        ListPrivilegeGroupsResponse.newBuilder().setStatus(Statuses.ok());
    groups.forEach(
        (name, privileges) -> {
          PrivilegeGroupInfo.Builder group = PrivilegeGroupInfo.newBuilder().setGroupName(name);
          privileges.stream()
              .sorted()
              .forEach(one -> group.addPrivileges(PrivilegeEntity.newBuilder().setName(one)));
          answer.addPrivilegeGroups(group);
        });
    return answer.build();
  }
}
