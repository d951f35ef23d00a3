package dev.aerie.server.rest;

import io.milvus.grpc.ListPrivilegeGroupsResponse;
import io.milvus.grpc.MilvusServiceGrpc;
import io.milvus.grpc.OperatePrivilegeGroupRequest;
import io.milvus.grpc.OperatePrivilegeGroupType;
import io.milvus.grpc.PrivilegeEntity;
import io.milvus.grpc.PrivilegeGroupInfo;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/** Groups of privileges. */
@ApplicationScoped
class PrivilegeGroupRoutes implements Routes {
  private static final Argument GROUP = Argument.needed("group_name", "privilegeGroupName");

  private final Gateway gateway;
  private final Client client;

  PrivilegeGroupRoutes(Gateway gateway, Client client) {
    this.gateway = gateway;
    this.client = client;
  }

  @Override
  public Map<String, Route> routes() {
    return Map.of(
        "privilege_groups/list",
        gateway.query(
            MilvusServiceGrpc.getListPrivilegeGroupsMethod(), PrivilegeGroupRoutes::descriptions),
        "privilege_groups/create",
        gateway.command(MilvusServiceGrpc.getCreatePrivilegeGroupMethod(), GROUP),
        "privilege_groups/drop",
        gateway.command(MilvusServiceGrpc.getDropPrivilegeGroupMethod(), GROUP),
        "privilege_groups/add_privileges_to_group",
        body -> operate(body, OperatePrivilegeGroupType.AddPrivilegesToGroup),
        "privilege_groups/remove_privileges_from_group",
        body -> operate(body, OperatePrivilegeGroupType.RemovePrivilegesFromGroup));
  }

  private static List<Map<String, Object>> descriptions(ListPrivilegeGroupsResponse found) {
    return found.getPrivilegeGroupsList().stream().map(PrivilegeGroupRoutes::description).toList();
  }

  private static Map<String, Object> description(PrivilegeGroupInfo group) {
    return Map.of(
        "privilegeGroupName",
        group.getGroupName(),
        "privileges",
        group.getPrivilegesList().stream().map(PrivilegeEntity::getName).toList());
  }

  private Answer operate(Body body, OperatePrivilegeGroupType type) {
    OperatePrivilegeGroupRequest.Builder request =
        OperatePrivilegeGroupRequest.newBuilder()
            .setGroupName(body.text("privilegeGroupName"))
            .setType(type);
    body.texts("privileges")
        .forEach(name -> request.addPrivileges(PrivilegeEntity.newBuilder().setName(name)));
    client.call(MilvusServiceGrpc.getOperatePrivilegeGroupMethod(), request.build());
    return Answer.done();
  }
}
