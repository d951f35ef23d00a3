package dev.aerie.server.rbac;

import dev.aerie.engine.Engine;
import dev.aerie.engine.catalog.AccessRules;
import dev.aerie.engine.catalog.AccessRules.User;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.server.access.Principal;
import dev.aerie.server.access.Users;
import dev.aerie.server.wire.Call;
import dev.aerie.server.wire.Calls;
import dev.aerie.server.wire.Statuses;
import io.milvus.grpc.CreateCredentialRequest;
import io.milvus.grpc.DeleteCredentialRequest;
import io.milvus.grpc.ListCredUsersRequest;
import io.milvus.grpc.ListCredUsersResponse;
import io.milvus.grpc.RoleEntity;
import io.milvus.grpc.SelectUserRequest;
import io.milvus.grpc.SelectUserResponse;
import io.milvus.grpc.Status;
import io.milvus.grpc.UpdateCredentialRequest;
import io.milvus.grpc.UserEntity;
import io.milvus.grpc.UserResult;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Users and their passwords. The user {@code root} is always there; it opens nothing until somebody
 * who may gives it a password.
 */
@ApplicationScoped
public class UserCalls implements Calls {
  private final Engine engine;
  private final Users users;

  UserCalls(Engine engine, Users users) {
    this.engine = engine;
    this.users = users;
  }

  @Override
  public List<Call<?, ?>> calls() {
    return List.of(
        Call.define("CreateCredential", this::create),
        Call.define("UpdateCredential", this::update),
        Call.define("DeleteCredential", this::delete),
        Call.inspect("ListCredUsers", this::list),
        Call.inspect("SelectUser", this::select));
  }

  private Status create(CreateCredentialRequest request) {
    String name = request.getUsername();
    Rules.checkName("user", name);
    String password = plain(request.getPassword());
    Rules.checkPassword(password);
    Rules.refuseRoot(name, "is always there; update its password");
    String hash = Users.hash(password);
    change(
        rules -> {
          if (rules.users().containsKey(name)) {
            throw Rules.conflict("user already exists: " + name);
          }
          return rules.withUser(name, new User(hash, Set.of()));
        });
    return Statuses.ok();
  }

  /** Who may do all need not know the old password. */
  private Status update(UpdateCredentialRequest request) {
    String name = request.getUsername();
    String password = plain(request.getNewPassword());
    Rules.checkPassword(password);
    boolean knows = users.matches(name, plain(request.getOldPassword()));
    if (!knows && !Principal.CALLER.get().mayDoAll()) {
      throw new EngineException(
          ErrorCode.INVALID_ARGUMENT,
          "old password not correct for " + name + "; give the present one");
    }
    String hash = Users.hash(password);
    change(
        rules -> {
          User before = rules.users().get(name);
          if (before == null && !name.equals(Principal.User.ROOT)) {
            throw missing(name);
          }
          return rules.withUser(name, new User(hash, before == null ? Set.of() : before.roles()));
        });
    return Statuses.ok();
  }

  private Status delete(DeleteCredentialRequest request) {
    Rules.refuseRoot(request.getUsername(), "can't be deleted");
    change(rules -> rules.withoutUser(request.getUsername()));
    return Statuses.ok();
  }

  private ListCredUsersResponse list(ListCredUsersRequest request) {
    return ListCredUsersResponse.newBuilder()
        .setStatus(Statuses.ok())
        .addAllUsernames(names())
        .build();
  }

  private SelectUserResponse select(SelectUserRequest request) {
    SelectUserResponse.Builder answer = SelectUserResponse.newBuilder().setStatus(Statuses.ok());
    String wanted = request.getUser().getName();
    for (String name : names()) {
      if (wanted.isEmpty() || wanted.equals(name)) {
        UserResult.Builder user =
            UserResult.newBuilder().setUser(UserEntity.newBuilder().setName(name));
        if (request.getIncludeRoleInfo()) {
          roles(name).forEach(role -> user.addRoles(RoleEntity.newBuilder().setName(role)));
        }
        answer.addResults(user);
      }
    }
    return answer.build();
  }

  private Set<String> names() {
    Set<String> names = new TreeSet<>(engine.definitions().accessRules().users().keySet());
    names.add(Principal.User.ROOT);
    return names;
  }

  private Set<String> roles(String name) {
    User user = engine.definitions().accessRules().users().get(name);
    return user == null ? Set.of() : new TreeSet<>(user.roles());
  }

  private void change(java.util.function.UnaryOperator<AccessRules> change) {
    engine.definitions().changeAccessRules(change);
  }

  static EngineException missing(String user) {
    return Rules.conflict("not found the user, maybe the user isn't existed: " + user);
  }

  /** Passwords come in Base64. */
  private static String plain(String password) {
    try {
      return new String(Base64.getDecoder().decode(password), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new EngineException(
          ErrorCode.INVALID_ARGUMENT, "decode password failed: it has to be Base64", e);
    }
  }
}
