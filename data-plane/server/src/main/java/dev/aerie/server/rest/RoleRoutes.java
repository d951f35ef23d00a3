package dev.aerie.server.rest;

import io.milvus.grpc.CreateRoleRequest;
import io.milvus.grpc.GrantEntity;
import io.milvus.grpc.GrantorEntity;
import io.milvus.grpc.MilvusServiceGrpc;
import io.milvus.grpc.ObjectEntity;
import io.milvus.grpc.OperatePrivilegeRequest;
import io.milvus.grpc.OperatePrivilegeType;
import io.milvus.grpc.OperatePrivilegeV2Request;
import io.milvus.grpc.PrivilegeEntity;
import io.milvus.grpc.RoleEntity;
import io.milvus.grpc.SelectGrantRequest;
import io.milvus.grpc.SelectRoleResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/** Roles, and what they are granted. */
@ApplicationScoped
class RoleRoutes implements Routes {
  private final Gateway gateway;
  private final Client client;

  RoleRoutes(Gateway gateway, Client client) {
    this.gateway = gateway;
    this.client = client;
  }

  @Override
  public Map<String, Route> routes() {
    return Map.of(
        "roles/list",
        gateway.query(MilvusServiceGrpc.getSelectRoleMethod(), RoleRoutes::names),
        "roles/describe",
        this::describe,
        "roles/create",
        this::create,
        "roles/drop",
        gateway.command(
            MilvusServiceGrpc.getDropRoleMethod(),
            Argument.needed("role_name", "roleName"),
            Argument.optional("force_drop", "forceDrop")),
        "roles/grant_privilege",
        body -> operate(body, OperatePrivilegeType.Grant),
        "roles/revoke_privilege",
        body -> operate(body, OperatePrivilegeType.Revoke),
        "roles/grant_privilege_v2",
        body -> operateV2(body, OperatePrivilegeType.Grant),
        "roles/revoke_privilege_v2",
        body -> operateV2(body, OperatePrivilegeType.Revoke));
  }

  private static List<String> names(SelectRoleResponse found) {
    return found.getResultsList().stream().map(role -> role.getRole().getName()).toList();
  }

  private Answer describe(Body body) {
    return Answer.of(
        client
            .call(
                MilvusServiceGrpc.getSelectGrantMethod(),
                SelectGrantRequest.newBuilder()
                    .setEntity(GrantEntity.newBuilder().setRole(role(body)))
                    .build())
            .getEntitiesList()
            .stream()
            .map(RoleRoutes::description)
            .toList());
  }

  private static Map<String, String> description(GrantEntity grant) {
    return Map.of(
        "objectType", grant.getObject().getName(),
        "objectName", grant.getObjectName(),
        "dbName", grant.getDbName(),
        "privilege", grant.getGrantor().getPrivilege().getName());
  }

  private Answer create(Body body) {
    client.call(
        MilvusServiceGrpc.getCreateRoleMethod(),
        CreateRoleRequest.newBuilder().setEntity(role(body)).build());
    return Answer.done();
  }

  private Answer operate(Body body, OperatePrivilegeType type) {
    client.call(
        MilvusServiceGrpc.getOperatePrivilegeMethod(),
        OperatePrivilegeRequest.newBuilder()
            .setType(type)
            .setEntity(
                GrantEntity.newBuilder()
                    .setRole(role(body))
                    .setObject(ObjectEntity.newBuilder().setName(body.text("objectType")))
                    .setObjectName(body.text("objectName"))
                    .setDbName(body.database())
                    .setGrantor(grantor(body)))
            .build());
    return Answer.done();
  }

  private Answer operateV2(Body body, OperatePrivilegeType type) {
    client.call(
        MilvusServiceGrpc.getOperatePrivilegeV2Method(),
        OperatePrivilegeV2Request.newBuilder()
            .setType(type)
            .setRole(role(body))
            .setDbName(body.database())
            .setCollectionName(body.text("collectionName", ""))
            .setGrantor(grantor(body))
            .build());
    return Answer.done();
  }

  private static RoleEntity role(Body body) {
    return RoleEntity.newBuilder().setName(body.text("roleName")).build();
  }

  private static GrantorEntity grantor(Body body) {
    return GrantorEntity.newBuilder()
        .setPrivilege(PrivilegeEntity.newBuilder().setName(body.text("privilege")))
        .build();
  }
}
