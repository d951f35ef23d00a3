package dev.aerie.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aerie.crds.Compute;
import dev.aerie.crds.MaintenanceWindow;
import dev.aerie.crds.VectorCluster;
import dev.aerie.operator.support.Clusters;
import dev.aerie.operator.support.TestKubernetes;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
          {"spec":{"storage":{"uri":"http://x"}}}        | storage.uri must be file:///dir or s3://bucket/prefix
          {"spec":{"storage":{"cacheSize":"ten"}}}       | storage.cacheSize must be a size such as 10Gi
          {"spec":{"storage":{"encryption":{"keysetRef":"a"}}}} | storage.encryption cannot be added or removed
          {"spec":{"storage":{"encryption":{}}}}         | needs exactly one of keysetRef, vault, aws, google and azure
          {"spec":{"storage":{"encryption":{"keysetRef":"a","aws":{"key":"k"}}}}} | needs exactly one of keysetRef, vault, aws, google and azure
          {"spec":{"storage":{"encryption":{"vault":{"address":"here","key":"k","tokenRef":"t"}}}}} | storage.encryption.vault.address must be a URL
          {"spec":{"storage":{"encryption":{"vault":{"address":"https://v","key":"k"}}}}}           | spec.storage.encryption.vault.tokenRef
          {"spec":{"storage":null}}                      | spec.storage
          {"spec":{"access":{"exposure":"Door"}}}        | spec.access.exposure
          {"spec":{"access":{"allowedCidrs":["10.0.0.0"]}}}    | access.allowedCidrs must be ranges of addresses
          {"spec":{"access":{"allowedCidrs":["10.0.0.0/33"]}}} | access.allowedCidrs must be ranges of addresses
          {"spec":{"access":{"allowedCidrs":["example.com"]}}} | write one address as 192.0.2.7/32
          {"spec":{"idleSuspendAfter":"30s"}}            | idleSuspendAfter must be 1m to 720h
          {"spec":{"idleSuspendAfter":"721h"}}           | idleSuspendAfter must be 1m to 720h
          {"spec":{"idleSuspendAfter":"0m"}}             | idleSuspendAfter must be 1m to 720h
          {"spec":{"idleSuspendAfter":"two hours"}}      | idleSuspendAfter must be 1m to 720h
          {"spec":{"idleSuspendAfter":30}}               | spec.idleSuspendAfter
          {"spec":{"tiering":{"default":"lukewarm"}}}    | spec.tiering.default: Unsupported value: "lukewarm": supported values: "auto", "cold", "pinned"
          {"spec":{"tiering":"cold"}}                    | spec.tiering
          {"spec":{"deletionPolicy":"Perhaps"}}          | spec.deletionPolicy
          {"spec":{"maintenanceWindow":{"schedule":"60 3 * * 0","duration":"2h"}}} | must be five fields as cron has them
          {"spec":{"maintenanceWindow":{"schedule":"0 3 * *","duration":"2h"}}}    | must be five fields as cron has them
          {"spec":{"maintenanceWindow":{"schedule":"0 3 * * SUN","duration":"2h"}}} | must be five fields as cron has them
          {"spec":{"maintenanceWindow":{"schedule":"0 3 * * 0","duration":"5m"}}}  | duration must be 10m to 168h
          {"spec":{"maintenanceWindow":{"schedule":"0 3 * * 0","duration":""}}}    | duration must be 10m to 168h
          {"spec":{"maintenanceWindow":{"schedule":"0 3 * * 0","duration":"2 hours"}}} | duration must be 10m to 168h
          {"spec":{"maintenanceWindow":{"schedule":"0 3 * * 0"}}}                  | spec.maintenanceWindow.duration
          {"spec":{"maintenanceWindow":{"schedule":"0 3 * * 0","duration":"2h","timeZone":"here"}}} | timeZone must be UTC or a name
          {"spec":{"autoscaling":{"units":{"min":4,"max":2},"replicas":{"min":1,"max":2}}}}  | autoscaling.units needs min <= max
          {"spec":{"autoscaling":{"units":{"min":1,"max":33},"replicas":{"min":1,"max":2}}}} | autoscaling.units needs min <= max and max at most 32
          {"spec":{"autoscaling":{"units":{"min":1,"max":2},"replicas":{"min":1,"max":9}}}}  | autoscaling.replicas needs min <= max and max at most 8
          {"spec":{"autoscaling":{"units":{"min":0,"max":2},"replicas":{"min":1,"max":2}}}}  | spec.autoscaling.units.min
          {"spec":{"autoscaling":{"units":{"min":1,"max":2}}}}                               | spec.autoscaling.replicas
          {"spec":{"autoscaling":{"units":{"min":1,"max":2},"replicas":{"min":1,"max":2},"mode":"Perhaps"}}} | spec.autoscaling.mode
          {"spec":{"autoscaling":{"units":{"min":1,"max":2},"replicas":{"min":1,"max":2},"cooldown":"1m"}}}  | autoscaling.cooldown must be 10m to 168h
          {"spec":{"autoscaling":{"units":{"min":1,"max":2},"replicas":{"min":1,"max":2},"target":{"busyPercent":95}}}} | spec.autoscaling.target.busyPercent
          {"spec":{"autoscaling":{"units":{"min":1,"max":2},"replicas":{"min":1,"max":2},"schedules":[{"schedule":"hourly","duration":"1h"}]}}} | autoscaling.schedules.schedule must be five fields
          {"spec":{"autoscaling":{"units":{"min":1,"max":2},"replicas":{"min":1,"max":2},"schedules":[{"schedule":"0 8 * * *","duration":"1s"}]}}} | autoscaling.schedules.duration must be 10m
          {"spec":{"autoscaling":{"units":{"min":1,"max":2},"replicas":{"min":1,"max":2},"schedules":[{"schedule":"0 8 * * *","duration":"1h","timeZone":"x"}]}}} | autoscaling.schedules.timeZone must be UTC
          """)
  void refusesWhatMakesNoSense(String patch, String said) {
    PatchContext merge = PatchContext.of(PatchType.JSON_MERGE);

    assertThatThrownBy(() -> client.resource(cluster("defined")).patch(merge, patch))
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining(said);
  }

  @ParameterizedTest
  @ValueSource(strings = {"30 3 * * 0", "*/15 0-5,22 1,15 */2 1-5", "0 23 31 12 7"})
  void takesSchedules(String schedule) {

    VectorCluster changed =
        client
            .resource(cluster("defined"))
            .patch(
                PatchContext.of(PatchType.JSON_MERGE),
                """
                {"spec": {"maintenanceWindow": {"schedule": "%s", "duration": "1h30m"}}}
                """
                    .formatted(schedule));

    assertThat(changed.getSpec().window())
        .contains(new MaintenanceWindow(schedule, "1h30m", "UTC"));
    client
        .resource(cluster("defined"))
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"maintenanceWindow\":null}}");
  }

  @Test
  void takesTimesOfIdleness() {
    PatchContext merge = PatchContext.of(PatchType.JSON_MERGE);

    VectorCluster changed =
        client
            .resource(cluster("defined"))
            .patch(merge, "{\"spec\":{\"idleSuspendAfter\":\"1h30m\"}}");

    assertThat(changed.getSpec().idleLimit()).contains(Duration.ofMinutes(90));
    client.resource(cluster("defined")).patch(merge, "{\"spec\":{\"idleSuspendAfter\":null}}");
  }

  @Test
  void refusesNamesTooLongForPods() {
    assertThatThrownBy(() -> client.resource(cluster("a".repeat(41))).create())
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("metadata.name must be 1 to 40");
  }
}
