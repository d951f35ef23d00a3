package dev.aerie.operator.cluster.model;

import static dev.aerie.operator.support.Golden.assertGolden;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.crds.Access;
import dev.aerie.crds.Compute;
import dev.aerie.crds.Encryption;
import dev.aerie.crds.Exposure;
import dev.aerie.crds.Marks;
import dev.aerie.crds.VectorCluster;
import dev.aerie.crds.VectorClusterClassSpec;
import dev.aerie.operator.support.Clusters;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ClusterModelTest {

  private static final VectorClusterClassSpec STANDARD =
      new VectorClusterClassSpec("", true, "aerie/data-plane:dev", "500m", "1Gi", "2Gi", "");

  @Test
  void runningClusterIsWhatIsCheckedIn() throws IOException {
    assertGolden("cluster.yaml", ClusterModel.objects(blueprint(Optional.empty())));
  }

  @Test
  void trafficOfANarrowClusterIsWhatIsCheckedIn() throws IOException {
    Blueprint blueprint = blueprint(Optional.empty());
    VectorCluster cluster = blueprint.cluster();
    cluster.setSpec(
        Clusters.reached(
            cluster.getSpec(),
            new Access(
                Exposure.LOAD_BALANCER, List.of("192.0.2.0/24", "2001:db8::/32"), "cls-1-tls")));
    assertGolden(
        "narrow.yaml",
        List.of(
            Traffic.policy(blueprint),
            Services.ofClients(blueprint),
            PodSet.statefulSet(blueprint)));
  }

  @Test
  void activatorIsWhatIsCheckedIn() throws IOException {
    assertGolden(
        "activator.yaml",
        Activator.objects(blueprint(Optional.empty()), List.of("10.0.0.2", "2001:db8::1")));
  }

  @Test
  void purgeJobIsWhatIsCheckedIn() throws IOException {
    assertGolden("purge.yaml", List.of(PurgeJob.of(blueprint(Optional.empty()), List.of())));
  }

  @ParameterizedTest
  @MethodSource
  void keyServicesAreToldToPodsAndJobs(Encryption encryption, List<String> variables) {
    Blueprint blueprint = blueprint(Optional.empty());
    String plain = Inputs.digest(blueprint);
    blueprint.cluster().setSpec(Clusters.encrypted(blueprint.cluster().getSpec(), encryption));

    for (PodSpec pod :
        List.of(
            PodSet.statefulSet(blueprint).getSpec().getTemplate().getSpec(),
            PurgeJob.of(blueprint, List.of()).getSpec().getTemplate().getSpec())) {
      assertThat(pod.getContainers().getFirst().getEnv())
          .filteredOn(each -> each.getName().startsWith("AERIE_ENCRYPTION_"))
          .extracting(each -> each.getName().substring(17) + "=" + each.getValue())
          .containsExactlyElementsOf(variables);
      assertThat(pod.getVolumes())
          .filteredOn(each -> each.getName().equals("encryption"))
          .extracting(each -> each.getSecret().getSecretName())
          .containsExactlyElementsOf(encryption.secret().stream().toList());
      assertThat(pod.getContainers().getFirst().getVolumeMounts())
          .filteredOn(each -> each.getMountPath().equals("/etc/aerie/encryption"))
          .hasSameSizeAs(encryption.secret().stream().toList());
    }
    assertThat(Inputs.digest(blueprint)).isNotEqualTo(plain);
  }

  static Stream<Arguments> keyServicesAreToldToPodsAndJobs() {
    return Stream.of(
        Arguments.of(
            Encryption.byKeyset("keys"), List.of("KEYSET_FILE=/etc/aerie/encryption/keyset.json")),
        Arguments.of(
            new Encryption(
                "", new Encryption.Vault("https://v:8200", "k", "", "token"), null, null, null),
            List.of(
                "VAULT_ADDRESS=https://v:8200",
                "VAULT_KEY=k",
                "VAULT_TOKEN_FILE=/etc/aerie/encryption/token")),
        Arguments.of(
            new Encryption("", null, new Encryption.Aws("alias/k", "https://kms"), null, null),
            List.of("AWS_KEY=alias/k", "AWS_ENDPOINT=https://kms")),
        Arguments.of(
            new Encryption("", null, null, new Encryption.Google("projects/k", "", "g"), null),
            List.of("GOOGLE_KEY=projects/k", "GOOGLE_TOKEN_FILE=/etc/aerie/encryption/token")),
        Arguments.of(
            new Encryption("", null, null, null, new Encryption.Azure("https://v/keys/k", "")),
            List.of("AZURE_KEY=https://v/keys/k")));
  }

  @Test
  void podsOfAColdClusterAreWhatIsCheckedIn() throws IOException {
    Blueprint cold = tiered(", tiering: {default: cold}");

    assertGolden("cold.yaml", List.of(Settings.configMap(cold), PodSet.statefulSet(cold)));
  }

  @Test
  void onlyAnotherTierThanAutoIsToldToPods() {
    Blueprint plain = tiered("");

    assertThat(ClusterModel.objects(tiered(", tiering: {}")))
        .isEqualTo(ClusterModel.objects(plain));
    assertThat(ClusterModel.objects(tiered(", tiering: {default: auto}")))
        .isEqualTo(ClusterModel.objects(plain));
    assertThat(Stream.of("pinned", "cold").map(", tiering: {default: %s}"::formatted))
        .extracting(each -> Inputs.digest(tiered(each)))
        .doesNotHaveDuplicates()
        .doesNotContain(Inputs.digest(plain));
  }

  private static Blueprint tiered(String more) {
    VectorCluster cluster =
        Serialization.unmarshal(
            """
            apiVersion: aerie.dev/v1alpha1
            kind: VectorCluster
            metadata: {name: cls-1, namespace: clusters, uid: 5a3f7a0e-0000-4000-8000-000000000000}
            spec: {storage: {uri: "s3://bucket/prefix"}%s}
            """
                .formatted(more),
            VectorCluster.class);
    return new Blueprint(cluster, STANDARD, Optional.empty());
  }

  @Test
  void cacheVolumesThatExistKeepTheirSize() {
    assertThat(blueprint(Optional.of(new Quantity("1Gi"))).cacheSize())
        .isEqualTo(new Quantity("1Gi"));
  }

  @Test
  void versionReplacesTheTagOnly() {
    assertThat(Image.parse("registry:5000/aerie/data-plane:dev").withVersion("1.2").reference())
        .isEqualTo("registry:5000/aerie/data-plane:1.2");
    assertThat(Image.parse("registry:5000/aerie/data-plane").reference())
        .isEqualTo("registry:5000/aerie/data-plane");
  }

  private static Blueprint blueprint(Optional<Quantity> claim) {
    VectorCluster cluster =
        Clusters.cluster("cls-1", new Compute(2, 3), "s3://bucket/prefix?region=eu-west-1");
    cluster.getMetadata().setUid("5a3f7a0e-0000-4000-8000-000000000000");
    cluster.getMetadata().setLabels(Map.of(Marks.CLUSTER, "cls_1", Marks.PROJECT, "prj_1"));
    cluster.setSpec(Clusters.keyed(cluster.getSpec(), "cls-1-keys"));
    return new Blueprint(cluster, STANDARD, claim);
  }
}
