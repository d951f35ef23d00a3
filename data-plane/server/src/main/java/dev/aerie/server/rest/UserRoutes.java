package dev.aerie.server.rest;

import io.milvus.grpc.CreateCredentialRequest;
import io.milvus.grpc.ListCredUsersResponse;
import io.milvus.grpc.MilvusServiceGrpc;
import io.milvus.grpc.OperateUserRoleRequest;
import io.milvus.grpc.OperateUserRoleType;
import io.milvus.grpc.RoleEntity;
import io.milvus.grpc.SelectUserRequest;
import io.milvus.grpc.UpdateCredentialRequest;
import io.milvus.grpc.UserEntity;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** Users, and the roles they have. */
@ApplicationScoped
class UserRoutes implements Routes {
  private final Gateway gateway;
  private final Client client;

  UserRoutes(Gateway gateway, Client client) {
    this.gateway = gateway;
    this.client = client;
  }

  @Override
  public Map<String, Route> routes() {
    return Map.of(
        "users/list",
        gateway.query(
            MilvusServiceGrpc.getListCredUsersMethod(), ListCredUsersResponse::getUsernamesList),
        "users/describe",
        this::describe,
        "users/create",
        this::create,
        "users/update_password",
        this::updatePassword,
        "users/drop",
        gateway.command(
            MilvusServiceGrpc.getDeleteCredentialMethod(), Argument.needed("username", "userName")),
        "users/grant_role",
        body -> operate(body, OperateUserRoleType.AddUserToRole),
        "users/revoke_role",
        body -> operate(body, OperateUserRoleType.RemoveUserFromRole));
  }

  private Answer describe(Body body) {
    return Answer.of(
        client
            .call(
                MilvusServiceGrpc.getSelectUserMethod(),
                SelectUserRequest.newBuilder()
                    .setUser(UserEntity.newBuilder().setName(body.text("userName")))
                    .setIncludeRoleInfo(true)
                    .build())
            .getResultsList()
            .stream()
            .flatMap(user -> user.getRolesList().stream())
            .map(RoleEntity::getName)
            .toList());
  }

  private Answer create(Body body) {
    client.call(
        MilvusServiceGrpc.getCreateCredentialMethod(),
        CreateCredentialRequest.newBuilder()
            .setUsername(body.text("userName"))
            .setPassword(coded(body.text("password")))
            .build());
    return Answer.done();
  }

  private Answer updatePassword(Body body) {
    client.call(
        MilvusServiceGrpc.getUpdateCredentialMethod(),
        UpdateCredentialRequest.newBuilder()
            .setUsername(body.text("userName"))
            .setOldPassword(coded(body.text("password", "")))
            .setNewPassword(coded(body.text("newPassword")))
            .build());
    return Answer.done();
  }

  private Answer operate(Body body, OperateUserRoleType type) {
    client.call(
        MilvusServiceGrpc.getOperateUserRoleMethod(),
        OperateUserRoleRequest.newBuilder()
            .setUsername(body.text("userName"))
            .setRoleName(body.text("roleName"))
            .setType(type)
            .build());
    return Answer.done();
  }

  private static String coded(String password) {
    return Base64.getEncoder().encodeToString(password.getBytes(StandardCharsets.UTF_8));
  }
}
