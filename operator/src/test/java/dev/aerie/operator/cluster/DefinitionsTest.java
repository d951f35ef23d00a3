package dev.aerie.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aerie.crds.Compute;
import dev.aerie.crds.VectorCluster;
import dev.aerie.operator.support.Clusters;
import dev.aerie.operator.support.TestKubernetes;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the API server takes and refuses; the cluster is of a class that makes nothing of it. */
class DefinitionsTest {

  private static KubernetesClient client;

  @BeforeAll
  static void create() {
    client = TestKubernetes.shared().admin();
    VectorCluster cluster = cluster("defined");
    client.resource(cluster).create();
  }

  @AfterAll
  static void delete() {
    client.resource(cluster("defined")).delete();
  }

  private static VectorCluster cluster(String name) {
    VectorCluster cluster = Clusters.cluster(name, new Compute(32, 8), "s3://bucket/prefix");
    cluster.getMetadata().setNamespace("default");
    cluster.setSpec(Clusters.classed(cluster.getSpec(), "none"));
    return cluster;
  }

  @Test
  void readsBackWhatWasWritten() {
    VectorCluster written = cluster("defined");

    VectorCluster read = client.resource(written).get();

    assertThat(read.getSpec()).isEqualTo(written.getSpec());
  }

  @Test
  void fillsInWhatIsLeftOut() {
    GenericKubernetesResource sparse =
        client
            .getKubernetesSerialization()
            .unmarshal(
                """
                apiVersion: aerie.dev/v1alpha1
                kind: VectorCluster
                metadata: {name: sparse, namespace: default}
                spec: {classRef: none, storage: {uri: "file:///data"}, compute: {}, access: {}}
                """,
                GenericKubernetesResource.class);
    client.resource(sparse).create();

    VectorCluster read =
        client.resources(VectorCluster.class).inNamespace("default").withName("sparse").get();

    assertThat(read.getSpec())
        .isEqualTo(
            Clusters.classed(
                Clusters.cluster("sparse", Compute.SMALLEST, "file:///data").getSpec(), "none"));
    client.resource(read).delete();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"spec":{"compute":{"units":33}}}              | spec.compute.units
          {"spec":{"compute":{"units":0}}}               | spec.compute.units
          {"spec":{"compute":{"replicas":9}}}            | spec.compute.replicas
          {"spec":{"engine":"other"}}                    | spec.engine
          {"spec":{"storage":{"uri":"s3://other/one"}}}  | storage.uri cannot be changed
          {"spec":{"storage":{"uri":"http://x"}}}        | spec.storage.uri
          {"spec":{"storage":null}}                      | spec.storage
          {"spec":{"access":{"exposure":"Door"}}}        | spec.access.exposure
          {"spec":{"deletionPolicy":"Perhaps"}}          | spec.deletionPolicy
          """)
  void refusesWhatMakesNoSense(String patch, String said) {
    PatchContext merge = PatchContext.of(PatchType.JSON_MERGE);

    assertThatThrownBy(() -> client.resource(cluster("defined")).patch(merge, patch))
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining(said);
  }

  @Test
  void refusesNamesTooLongForPods() {
    assertThatThrownBy(() -> client.resource(cluster("a".repeat(41))).create())
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("metadata.name must be 1 to 40");
  }
}
