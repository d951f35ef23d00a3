package dev.aerie.operator.cluster.model;

import static dev.aerie.operator.support.Golden.assertGolden;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.crds.VectorCluster;
import dev.aerie.crds.VectorClusterClassSpec;
import dev.aerie.operator.support.Golden;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AttachmentsTest {

  @Test
  void aRouteToWhatSpeaksPlainTextIsWhatIsCheckedIn() throws IOException {
    assertGolden("gateway.yaml", objects("gateway.yaml"));
  }

  @Test
  void aRouteToWhatSpeaksTlsWithACertificateIsWhatIsCheckedIn() throws IOException {
    assertGolden("gateway-tls.yaml", objects("gateway-tls.yaml"));
  }

  @Test
  void theServiceSaysWhatThereIs() throws IOException {
    Blueprint blueprint = blueprint("gateway-tls.yaml");

    assertThat(Attachments.attached(Services.ofClients(blueprint).getMetadata()))
        .isEqualTo(Attachments.wanted(blueprint))
        .containsExactlyInAnyOrder(ForeignKind.TLS_ROUTE, ForeignKind.CERTIFICATE);
  }

  private static List<HasMetadata> objects(String input) throws IOException {
    Blueprint blueprint = blueprint(input);
    List<HasMetadata> objects = new ArrayList<>(List.of(Services.ofClients(blueprint)));
    Attachments.wanted(blueprint)
        .forEach(
            kind -> objects.add(Attachments.of(kind, kind.apiVersions().getFirst(), blueprint)));
    return objects;
  }

  private static Blueprint blueprint(String input) throws IOException {
    VectorCluster cluster = Golden.input(input);
    return new Blueprint(
        cluster,
        new VectorClusterClassSpec("", true, "aerie/data-plane:dev", "500m", "1Gi", "2Gi", ""),
        Optional.empty());
  }
}
