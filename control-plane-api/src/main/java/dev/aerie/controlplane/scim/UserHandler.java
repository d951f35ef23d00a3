package dev.aerie.controlplane.scim;

import de.captaingoldfish.scim.sdk.common.constants.AttributeNames;
import de.captaingoldfish.scim.sdk.common.constants.enums.Comparator;
import de.captaingoldfish.scim.sdk.common.constants.enums.SortOrder;
import de.captaingoldfish.scim.sdk.common.etag.ETag;
import de.captaingoldfish.scim.sdk.common.resources.User;
import de.captaingoldfish.scim.sdk.common.resources.complex.Meta;
import de.captaingoldfish.scim.sdk.common.resources.complex.Name;
import de.captaingoldfish.scim.sdk.common.schemas.SchemaAttribute;
import de.captaingoldfish.scim.sdk.common.utils.JsonHelper;
import de.captaingoldfish.scim.sdk.server.endpoints.Context;
import de.captaingoldfish.scim.sdk.server.endpoints.ResourceHandler;
import de.captaingoldfish.scim.sdk.server.endpoints.features.EndpointType;
import de.captaingoldfish.scim.sdk.server.filter.AttributeExpressionLeaf;
import de.captaingoldfish.scim.sdk.server.filter.FilterNode;
import de.captaingoldfish.scim.sdk.server.filter.resources.FilterResourceResolver;
import de.captaingoldfish.scim.sdk.server.interceptor.Interceptor;
import de.captaingoldfish.scim.sdk.server.response.PartialListResponse;
import java.util.List;
import java.util.Optional;

/** SCIM's users. */
final class UserHandler extends ResourceHandler<User> {
  private final ProvisionedUsers users;

  UserHandler(ProvisionedUsers users) {
    this.users = users;
  }

  @Override
  public Interceptor getInterceptor(EndpointType type) {
    return new RefusalInterceptor();
  }

  @Override
  public User createResource(User told, Context context) {
    String email =
        told.getEmails().stream()
            .filter(one -> one.isPrimary() || told.getEmails().size() == 1)
            .flatMap(one -> one.getValue().stream())
            .findFirst()
            .or(told::getUserName)
            .orElse("");
    Optional<Name> name = told.getName();
    return resource(
        users.create(
            ScimCall.of(context),
            new ProvisionedUsers.Person(
                email,
                name.flatMap(Name::getGivenName).orElse(""),
                name.flatMap(Name::getFamilyName).orElse("")),
            attributes(told)));
  }

  @Override
  public User getResource(
      String id,
      List<SchemaAttribute> attributes,
      List<SchemaAttribute> excluded,
      Context context) {
    return resource(users.get(ScimCall.of(context), id));
  }

  @Override
  public PartialListResponse<User> listResources(
      long start,
      int count,
      FilterNode filter,
      SchemaAttribute sortBy,
      SortOrder order,
      List<SchemaAttribute> attributes,
      List<SchemaAttribute> excluded,
      Context context) {
    ScimCall call = ScimCall.of(context);
    if (filter == null) {
      return PartialListResponse.<User>builder()
          .resources(
              users.list(call, start - 1, count).stream().map(UserHandler::resource).toList())
          .totalResults(users.count(call))
          .build();
    }
    List<User> found =
        FilterResourceResolver.filterResources(
            getServiceProvider(),
            candidates(call, filter).stream().map(UserHandler::resource).toList(),
            filter);
    return PartialListResponse.<User>builder()
        .resources(found.stream().skip(start - 1).limit(count).toList())
        .totalResults(found.size())
        .build();
  }

  /** Identity providers look people up by one attribute; the rest is compared one by one. */
  private List<ProvisionedUser> candidates(ScimCall call, FilterNode filter) {
    if (filter instanceof AttributeExpressionLeaf leaf
        && leaf.getComparator() == Comparator.EQ
        && leaf.getValue() != null) {
      if (leaf.getShortName().equals(AttributeNames.RFC7643.USER_NAME)) {
        return users.named(call, leaf.getValue()).stream().toList();
      }
      if (leaf.getShortName().equals(AttributeNames.RFC7643.EXTERNAL_ID)) {
        return users.withExternalId(call, leaf.getValue());
      }
    }
    return users.list(call, 0, Long.MAX_VALUE);
  }

  @Override
  public User updateResource(User told, Context context) {
    return resource(users.update(ScimCall.of(context), told.getId().orElse(""), attributes(told)));
  }

  @Override
  public void deleteResource(String id, Context context) {
    users.delete(ScimCall.of(context), id);
  }

  /** What is kept of it: never a password. */
  private static ProvisionedUsers.Attributes attributes(User told) {
    User kept = JsonHelper.copyResourceToObject(told.deepCopy(), User.class);
    kept.remove(
        List.of(
            AttributeNames.RFC7643.ID,
            AttributeNames.RFC7643.META,
            AttributeNames.RFC7643.PASSWORD,
            AttributeNames.RFC7643.GROUPS));
    return new ProvisionedUsers.Attributes(
        told.getUserName().orElse(""), told.getExternalId(), told.isActive(), kept.toString());
  }

  private static User resource(ProvisionedUser user) {
    User resource = JsonHelper.readJsonDocument(user.resource(), User.class);
    resource.setId(user.id());
    resource.setActive(user.active());
    resource.setMeta(
        Meta.builder()
            .created(user.createdAt())
            .lastModified(user.updatedAt())
            .version(ETag.builder().weak(true).tag(Long.toString(user.version())).build())
            .build());
    return resource;
  }
}
