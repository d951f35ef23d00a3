package dev.aerie.controlplane.region;

import dev.aerie.controlplane.problem.Checks;
import dev.aerie.controlplane.problem.RefusedWithout;
import java.util.Optional;

/**
 * A region to be made.
 *
 * @param organizationId whose it will be (BYOC); absent: the platform's, there for all
 * @param cloud one of {@code GET /v1/cloud-regions}, or {@code other}
 * @param cloudRegion the cloud's own name of the place; needed unless the cloud is {@code other}
 */
@RefusedWithout({"name", "cloud"})
public record NewRegion(
    Optional<String> name,
    Optional<String> organizationId,
    Optional<String> cloud,
    Optional<String> cloudRegion) {
  /** A place that is in none of the clouds we know. */
  static final String OTHER = "other";

  private static final int LONGEST_NAME = 40;

  void check() {
    new Checks()
        .present("name", name)
        .dnsLabel("name", name)
        .must(
            name.map(text -> text.length() <= LONGEST_NAME).orElse(true),
            "name",
            "must be at most 40 characters")
        .present("cloud", cloud)
        .must(
            cloud.filter(OTHER::equals).isPresent() != cloudRegion.isPresent(),
            "cloudRegion",
            "must be given, unless cloud is other")
        .end();
  }
}
