package dev.aerie.operator.backup;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aerie.crds.VectorBackupSpec;
import dev.aerie.operator.support.LiveBackups;
import dev.aerie.operator.support.LiveClusters;
import dev.aerie.operator.support.TestKubernetes;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The definitions refuse what makes no sense, in a sentence. */
class BackupDefinitionsTest {

  private static KubernetesClient client;
  private static LiveBackups backups;

  @BeforeAll
  static void start() {
    TestKubernetes kubernetes = TestKubernetes.shared();
    client = kubernetes.admin();
    new LiveClusters(kubernetes); // makes the namespace
    backups = new LiveBackups(client);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          VectorBackup         | {}                                                             | spec.clusterRef
          VectorBackup         | {clusterRef: x, storage: {uri: "http://x"}}                    | spec.storage.uri
          VectorBackupSchedule | {schedule: "61 * * * *", template: {clusterRef: x}}            | schedule must be five fields as cron has them
          VectorBackupSchedule | {schedule: "0 3 * * *", timeZone: there, template: {clusterRef: x}} | timeZone must be UTC or a name
          VectorBackupSchedule | {schedule: "0 3 * * *", retention: {age: week}, template: {clusterRef: x}} | retention.age must be hours and minutes
          VectorBackupSchedule | {schedule: "0 3 * * *"}                                        | spec.template
          VectorCluster        | {storage: {uri: "file:///x"}, bootstrap: {}}                   | bootstrap needs exactly one of
          VectorCluster        | {storage: {uri: "file:///x"}, bootstrap: {branchOf: {clusterRef: x}, fromBackup: {name: y}}} | bootstrap needs exactly one of
          VectorCluster        | {storage: {uri: "file:///x"}, bootstrap: {pointInTime: {clusterRef: x, at: yesterday}}} | must be a moment in UTC
          """)
  void refusesWhatMakesNoSense(String kind, String spec, String said) {
    String yaml =
        """
        apiVersion: aerie.dev/v1alpha1
        kind: %s
        metadata: {name: refused, namespace: clusters}
        spec: %s
        """
            .formatted(kind, spec);

    assertThatThrownBy(
            () ->
                client
                    .load(
                        new java.io.ByteArrayInputStream(
                            yaml.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                    .create())
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining(said);
  }

  @Test
  void whatABackupIsOfNeverChanges() {
    backups.create("fixed", new VectorBackupSpec("nowhere", null, false));

    assertThatThrownBy(() -> backups.edit("fixed", "{\"spec\":{\"clusterRef\":\"other\"}}"))
        .hasMessageContaining("clusterRef cannot be changed: create another VectorBackup");
    assertThatThrownBy(
            () -> backups.edit("fixed", "{\"spec\":{\"storage\":{\"uri\":\"file:///x\"}}}"))
        .hasMessageContaining("storage cannot be added or removed");
    backups.delete("fixed");
  }
}
