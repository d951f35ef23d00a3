package dev.aerie.controlplane.support;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What administrators of the platform do. */
public record Platform(Api administrator) {
  /** All organisations. */
  public static final String ORGANIZATIONS = "/v1/platform/organizations";

  /** By the person whom {@link Surroundings#ADMINISTRATOR} names. */
  public static Platform of(IdentityProvider people) {
    return new Platform(new Api(people.tokenOf("administrator")));
  }

  /** Where an organisation is. */
  public static String path(Tenant tenant) {
    return ORGANIZATIONS + "/" + tenant.organization();
  }

  /** Gives an organisation a plan. */
  public Api.Answer plan(Tenant tenant, String plan) {
    return change(tenant, "{\"plan\": \"%s\"}".formatted(plan));
  }

  /** Gives an organisation limits, as in {@code "CLUSTERS": 1}. */
  public Api.Answer limits(Tenant tenant, String limits) {
    return change(tenant, "{\"limits\": {%s}}".formatted(limits));
  }

  /** Changes what an organisation may have. */
  public Api.Answer change(Tenant tenant, String body) {
    return administrator.patch(path(tenant), body);
  }

  /** Of an answer's items, as in {@code CLUSTERS 2/100 PLAN}. */
  public static List<String> limitsIn(JsonNode quotas) {
    return quotas
        .path("items")
        .valueStream()
        .map(
            item ->
                "%s %d/%s %s"
                    .formatted(
                        item.path("quota").asText(),
                        item.path("used").asLong(),
                        item.path("limit").asText(),
                        item.path("source").asText()))
        .toList();
  }
}
