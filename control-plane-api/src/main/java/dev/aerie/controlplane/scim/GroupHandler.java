package dev.aerie.controlplane.scim;

import de.captaingoldfish.scim.sdk.common.constants.AttributeNames;
import de.captaingoldfish.scim.sdk.common.constants.enums.Comparator;
import de.captaingoldfish.scim.sdk.common.constants.enums.SortOrder;
import de.captaingoldfish.scim.sdk.common.etag.ETag;
import de.captaingoldfish.scim.sdk.common.resources.Group;
import de.captaingoldfish.scim.sdk.common.resources.complex.Meta;
import de.captaingoldfish.scim.sdk.common.resources.multicomplex.Member;
import de.captaingoldfish.scim.sdk.common.schemas.SchemaAttribute;
import de.captaingoldfish.scim.sdk.server.endpoints.Context;
import de.captaingoldfish.scim.sdk.server.endpoints.ResourceHandler;
import de.captaingoldfish.scim.sdk.server.endpoints.features.EndpointType;
import de.captaingoldfish.scim.sdk.server.filter.AttributeExpressionLeaf;
import de.captaingoldfish.scim.sdk.server.filter.FilterNode;
import de.captaingoldfish.scim.sdk.server.filter.resources.FilterResourceResolver;
import de.captaingoldfish.scim.sdk.server.interceptor.Interceptor;
import de.captaingoldfish.scim.sdk.server.response.PartialListResponse;
import java.util.List;

/** SCIM's groups. */
final class GroupHandler extends ResourceHandler<Group> {
  private final ScimGroups groups;

  GroupHandler(ScimGroups groups) {
    this.groups = groups;
  }

  @Override
  public Interceptor getInterceptor(EndpointType type) {
    return new RefusalInterceptor();
  }

  @Override
  public Group createResource(Group told, Context context) {
    return resource(groups.create(ScimCall.of(context), attributes(told)));
  }

  @Override
  public Group getResource(
      String id,
      List<SchemaAttribute> attributes,
      List<SchemaAttribute> excluded,
      Context context) {
    return resource(groups.get(ScimCall.of(context), id));
  }

  @Override
  public PartialListResponse<Group> listResources(
      long start,
      int count,
      FilterNode filter,
      SchemaAttribute sortBy,
      SortOrder order,
      List<SchemaAttribute> attributes,
      List<SchemaAttribute> excluded,
      Context context) {
    List<Group> found =
        candidates(ScimCall.of(context), filter).stream().map(GroupHandler::resource).toList();
    if (filter != null) {
      found = FilterResourceResolver.filterResources(getServiceProvider(), found, filter);
    }
    return PartialListResponse.<Group>builder()
        .resources(found.stream().skip(start - 1).limit(count).toList())
        .totalResults(found.size())
        .build();
  }

  private List<ScimGroup> candidates(ScimCall call, FilterNode filter) {
    return filter instanceof AttributeExpressionLeaf leaf
            && leaf.getComparator() == Comparator.EQ
            && leaf.getValue() != null
            && leaf.getShortName().equals(AttributeNames.RFC7643.DISPLAY_NAME)
        ? groups.named(call, leaf.getValue()).stream().toList()
        : groups.all(call);
  }

  @Override
  public Group updateResource(Group told, Context context) {
    return resource(groups.update(ScimCall.of(context), told.getId().orElse(""), attributes(told)));
  }

  @Override
  public void deleteResource(String id, Context context) {
    groups.delete(ScimCall.of(context), id);
  }

  private static ScimGroups.Attributes attributes(Group told) {
    return new ScimGroups.Attributes(
        told.getDisplayName().orElse(""),
        told.getExternalId(),
        told.getMembers().stream().flatMap(one -> one.getValue().stream()).distinct().toList());
  }

  private static Group resource(ScimGroup group) {
    Group resource =
        Group.builder()
            .id(group.id())
            .displayName(group.displayName())
            .members(
                group.members().stream()
                    .map(user -> Member.builder().value(user).type("User").build())
                    .toList())
            .meta(
                Meta.builder()
                    .created(group.createdAt())
                    .lastModified(group.updatedAt())
                    .version(ETag.builder().weak(true).tag(Long.toString(group.etag())).build())
                    .build())
            .build();
    group.externalId().ifPresent(resource::setExternalId);
    return resource;
  }
}
