package dev.aerie.server.rbac;

import dev.aerie.engine.Engine;
import dev.aerie.engine.catalog.AccessRules;
import dev.aerie.engine.catalog.AccessRules.Grant;
import dev.aerie.engine.catalog.AccessRules.User;
import dev.aerie.server.access.Principal;
import dev.aerie.server.wire.Call;
import dev.aerie.server.wire.Calls;
import dev.aerie.server.wire.Statuses;
import io.milvus.grpc.CreateRoleRequest;
import io.milvus.grpc.DropRoleRequest;
import io.milvus.grpc.OperateUserRoleRequest;
import io.milvus.grpc.OperateUserRoleType;
import io.milvus.grpc.RoleEntity;
import io.milvus.grpc.RoleResult;
import io.milvus.grpc.SelectRoleRequest;
import io.milvus.grpc.SelectRoleResponse;
import io.milvus.grpc.Status;
import io.milvus.grpc.UserEntity;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Roles, and which users have them. */
@ApplicationScoped
public class RoleCalls implements Calls {
  private final Engine engine;

  RoleCalls(Engine engine) {
    this.engine = engine;
  }

  @Override
  public List<Call<?, ?>> calls() {
    return List.of(
        Call.define("CreateRole", this::create),
        Call.define("DropRole", this::drop),
        Call.define("OperateUserRole", this::operate),
        Call.inspect("SelectRole", this::select));
  }

  private Status create(CreateRoleRequest request) {
    String name = request.getEntity().getName();
    Rules.checkName("role", name);
    engine
        .definitions()
        .changeAccessRules(
            rules -> {
              if (exists(rules, name)) {
                throw Rules.conflict("role [name:\"%s\"] already exists".formatted(name));
              }
              return rules.withRole(name, Set.of());
            });
    return Statuses.ok();
  }

  private Status drop(DropRoleRequest request) {
    String name = request.getRoleName();
    Rules.refuseBuiltInRole(name);
    engine
        .definitions()
        .changeAccessRules(
            rules -> {
              Set<Grant> grants = granted(rules, name);
              if (!grants.isEmpty() && !request.getForceDrop()) {
                throw Rules.conflict(
                    "fail to drop the role that it has privileges. Use REVOKE API to revoke privileges");
              }
              return rules.withoutRole(name);
            });
    return Statuses.ok();
  }

  private Status operate(OperateUserRoleRequest request) {
    String user = request.getUsername();
    boolean add = request.getType() == OperateUserRoleType.AddUserToRole;
    engine
        .definitions()
        .changeAccessRules(
            rules -> {
              granted(rules, request.getRoleName());
              User entry = rules.users().get(user);
              if (entry == null) {
                throw UserCalls.missing(user);
              }
              Set<String> roles = new HashSet<>(entry.roles());
              if (add) {
                roles.add(request.getRoleName());
              } else {
                roles.remove(request.getRoleName());
              }
              return rules.withUser(user, new User(entry.passwordHash(), roles));
            });
    return Statuses.ok();
  }

  private SelectRoleResponse select(SelectRoleRequest request) {
    AccessRules rules = engine.definitions().accessRules();
    Set<String> names = new TreeSet<>(rules.roles().keySet());
    names.addAll(Rules.BUILT_IN_ROLES);
    SelectRoleResponse.Builder answer = SelectRoleResponse.newBuilder().setStatus(Statuses.ok());
    String wanted = request.getRole().getName();
    for (String name : names) {
      if (wanted.isEmpty() || wanted.equals(name)) {
        RoleResult.Builder role =
            RoleResult.newBuilder().setRole(RoleEntity.newBuilder().setName(name));
        if (request.getIncludeUserInfo()) {
          users(rules, name).forEach(user -> role.addUsers(UserEntity.newBuilder().setName(user)));
        }
        answer.addResults(role);
      }
    }
    return answer.build();
  }

  private static Set<String> users(AccessRules rules, String role) {
    Set<String> names = new TreeSet<>();
    rules
        .users()
        .forEach(
            (name, user) -> {
              if (user.roles().contains(role)) {
                names.add(name);
              }
            });
    if (role.equals("admin")) {
      names.add(Principal.User.ROOT);
    }
    return names;
  }

  static boolean exists(AccessRules rules, String role) {
    return Rules.BUILT_IN_ROLES.contains(role) || rules.roles().containsKey(role);
  }

  /** What a role has been granted; a role that is not there is refused. */
  static Set<Grant> granted(AccessRules rules, String role) {
    if (!exists(rules, role)) {
      throw Rules.conflict(
          "not found the role, maybe the role isn't existed or internal system error: " + role);
    }
    return rules.roles().getOrDefault(role, Set.of());
  }
}
