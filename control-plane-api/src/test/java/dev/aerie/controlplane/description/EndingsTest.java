package dev.aerie.controlplane.description;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.access.Needs;
import dev.aerie.controlplane.access.Permission;
import dev.aerie.controlplane.deprecation.Ends;
import java.io.IOException;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.jboss.jandex.Index;
import org.junit.jupiter.api.Test;

class EndingsTest {

  /** As resources are written. */
  static class ThingResource {
    @Needs(Permission.SIGNED_IN)
    @Ends(since = "2026-12-01", on = "2027-12-05", instead = "Call the other one.")
    void going() {}

    @Needs(Permission.SIGNED_IN)
    void staying() {}
  }

  @Test
  void theAnnotationIsDescribed() throws IOException {
    var endpoints = new EndpointIndex(Index.of(ThingResource.class));
    String name = "EndingsTest$ThingResource_";
    Operation operation = OASFactory.createOperation().description("Does it.");

    endpoints.of(name + "going").ending().ifPresent(ending -> Endings.describe(operation, ending));

    assertThat(operation.getDeprecated()).isTrue();
    assertThat(operation.getExtensions()).containsEntry("x-sunset", "2027-12-05");
    assertThat(operation.getDescription())
        .isEqualTo(
            "Does it. **Deprecated** since 2026-12-01, and may be gone on 2027-12-05. Call the other one.");
    assertThat(endpoints.of(name + "staying").permission()).isPresent();
    assertThat(endpoints.of(name + "staying").ending()).isEmpty();
  }
}
