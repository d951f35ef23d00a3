package dev.aerie.operator.backup;

import static dev.aerie.operator.support.Clusters.NAMESPACE;
import static dev.aerie.operator.support.LiveClusters.DEADLINE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.aerie.crds.BackupPhase;
import dev.aerie.crds.BackupStorage;
import dev.aerie.crds.Bootstrap;
import dev.aerie.crds.Compute;
import dev.aerie.crds.Marks;
import dev.aerie.crds.Phase;
import dev.aerie.crds.Retention;
import dev.aerie.crds.VectorBackup;
import dev.aerie.crds.VectorBackupSchedule;
import dev.aerie.crds.VectorBackupScheduleSpec;
import dev.aerie.crds.VectorBackupSpec;
import dev.aerie.crds.VectorCluster;
import dev.aerie.operator.support.Clusters;
import dev.aerie.operator.support.LiveClusters;
import dev.aerie.operator.support.TestKubernetes;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackupTest {

  private static TestKubernetes kubernetes;
  private static KubernetesClient client;
  private static LiveClusters clusters;

  @BeforeAll
  static void start() {
    kubernetes = TestKubernetes.shared();
    client = kubernetes.admin();
    clusters = new LiveClusters(kubernetes);
  }

  @AfterEach
  void bringBackTheTime() {
    kubernetes.clock().shift(Duration.ZERO);
  }

  @Test
  void isMadeCopiedTriedAndRemoved() {
    Path data = clusters.create("saved", new Compute(1, 1));
    clusters.awaitPhase("saved", Phase.READY);
    Path copies = kubernetes.folder().resolve("copies");
    create("saved-one", new VectorBackupSpec("saved", storage(copies), true));

    VectorBackup made =
        awaitThat("saved-one", b -> is(b, BackupPhase.READY) && says(b, "Verified", "DrillPassed"));

    assertThat(made.getStatus().location()).isEqualTo(uri(copies) + "/saved");
    assertThat(made.getStatus().timestamp()).isEqualTo("2026-03-04T05:06:07Z");
    assertThat(made.getStatus().rows()).isEqualTo(10);
    assertThat(made.getStatus().drill().orElseThrow().recall()).isEqualTo("0.999");
    assertThat(reasons("saved-one")).contains("Made", "DrillPassed");
    assertThat(copies.resolve("saved/backup-saved-one")).exists();
    delete("saved-one");
    assertThat(copies.resolve("saved/backup-saved-one")).doesNotExist();
    assertThat(data.resolve("backup-saved-one")).doesNotExist();
    clusters.delete("saved");
  }

  @Test
  void oneOfAClusterComesAfterTheOther() throws IOException {
    Path data = clusters.create("queue", new Compute(1, 1));
    clusters.awaitPhase("queue", Phase.READY);
    Files.createFile(data.resolve("slow"));
    create("queue-one", new VectorBackupSpec("queue", null, false));
    awaitThat("queue-one", b -> is(b, BackupPhase.RUNNING));
    create("queue-two", new VectorBackupSpec("queue", null, false));
    awaitThat("queue-two", b -> is(b, BackupPhase.PENDING) && says(b, "Ready", "Queued"));

    Files.delete(data.resolve("slow"));

    awaitThat("queue-one", b -> is(b, BackupPhase.READY));
    awaitThat("queue-two", b -> is(b, BackupPhase.READY));
    delete("queue-one");
    delete("queue-two");
    clusters.delete("queue");
  }

  @Test
  void saysWhyItCouldNotBeMadeOrDiffers() throws IOException {
    double drills = kubernetes.counted("aerie.operator.drill.failures");
    double failures = kubernetes.counted("aerie.operator.backup.failures");
    Path data = clusters.create("broken", new Compute(1, 1));
    clusters.awaitPhase("broken", Phase.READY);
    Files.createFile(data.resolve("differs"));
    create("broken-drill", new VectorBackupSpec("broken", null, true));
    awaitThat("broken-drill", b -> says(b, "Verified", "DrillFailed"));
    Files.createFile(data.resolve("broken"));
    create("broken-take", new VectorBackupSpec("broken", null, false));

    VectorBackup failed = awaitThat("broken-take", b -> is(b, BackupPhase.FAILED));

    assertThat(condition(failed, "Ready").getMessage()).contains("the storage is broken");
    assertThat(reasons("broken-take")).contains("BackupFailed");
    assertThat(reasons("broken-drill")).contains("DrillFailed");
    assertThat(kubernetes.counted("aerie.operator.drill.failures")).isEqualTo(drills + 1);
    assertThat(kubernetes.counted("aerie.operator.backup.failures")).isEqualTo(failures + 1);
    delete("broken-take");
    delete("broken-drill");
    clusters.delete("broken");
  }

  @Test
  void waitsForItsClusterAndEndsWithoutOne() {
    create("lone", new VectorBackupSpec("nowhere", null, false));

    awaitThat("lone", b -> says(b, "Ready", "ClusterMissing"));

    delete("lone");
  }

  /**
   * It was made and its cluster went before it was tried: it hears of no event when that is back.
   */
  @Test
  void saysThatItCannotBeTriedAndTriesWhenItsClusterIsBack() throws IOException {
    Files.createFile(clusters.data("returning").resolve("backup-untried"));
    create("untried", new VectorBackupSpec("returning", null, false));
    awaitThat("untried", b -> says(b, "Ready", "ClusterMissing"));
    resource("untried")
        .subresource("status")
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"status\": {\"phase\": \"Verifying\", \"location\": \"%s\"}}"
                .formatted(clusters.data("returning").toUri()));
    edit("untried", "{\"spec\": {\"verify\": true}}");

    VectorBackup waiting = awaitThat("untried", b -> says(b, "Verified", "ClusterMissing"));
    assertThat(waiting.lastStatus().phase()).isEqualTo(BackupPhase.VERIFYING);
    assertThat(condition(waiting, "Ready").getReason()).isEqualTo("Made");

    clusters.create("returning", new Compute(1, 1));
    awaitThat("untried", b -> says(b, "Verified", "DrillPassed"));
    delete("untried");
    clusters.delete("returning");
  }

  @Test
  void isHeldUntilItsObjectsCanBeRemoved() throws IOException {
    Path data = clusters.create("kept", new Compute(1, 1));
    clusters.awaitPhase("kept", Phase.READY);
    create("kept-one", new VectorBackupSpec("kept", null, false));
    awaitThat("kept-one", b -> is(b, BackupPhase.READY));
    Files.createFile(data.resolve("kept"));

    resource("kept-one").delete();

    await().atMost(DEADLINE).until(() -> reasons("kept-one").contains("DeletionFailed"));
    assertThat(notes("kept-one", "DeletionFailed"))
        .contains("the storage lets nothing go", "Delete Job kept-one-delete to try again.");
    assertThat(resource("kept-one").get()).isNotNull();
    assertThat(data.resolve("backup-kept-one")).exists();
    Files.delete(data.resolve("kept"));
    client.batch().v1().jobs().inNamespace(NAMESPACE).withName("kept-one-delete").delete();
    await().atMost(DEADLINE).until(() -> resource("kept-one").get() == null);
    assertThat(data.resolve("backup-kept-one")).doesNotExist();
    clusters.delete("kept");
  }

  @Test
  void leavesItsObjectsWhereItsClusterIsGone() {
    Path data = clusters.create("orphaned", new Compute(1, 1));
    clusters.awaitPhase("orphaned", Phase.READY);
    create("orphaned-one", new VectorBackupSpec("orphaned", null, false));
    awaitThat("orphaned-one", b -> is(b, BackupPhase.READY));
    clusters.resource("orphaned").delete();
    await().atMost(DEADLINE).until(() -> clusters.resource("orphaned").get() == null);

    delete("orphaned-one");

    assertThat(notes("orphaned-one", "ObjectsLeft"))
        .isEqualTo("Its cluster is gone; what it kept is left where it is.");
    assertThat(data.resolve("backup-orphaned-one")).exists();
  }

  @Test
  void aNewClusterBeginsWithABackup() throws IOException {
    clusters.create("origin", new Compute(1, 1));
    clusters.awaitPhase("origin", Phase.READY);
    Path data =
        clusters.create(
            beginning(
                "from-backup",
                new Bootstrap(
                    new Bootstrap.FromBackup("origin-one", null),
                    null,
                    null,
                    List.of(new Bootstrap.TakenCollection("default", "things", "others")))));
    assertThat(clusters.awaitProblem("from-backup", "BootstrapSourceMissing"))
        .contains("VectorBackup origin-one is not there or not made yet");
    assertThat(clusters.pods("from-backup")).isEmpty();

    create("origin-one", new VectorBackupSpec("origin", null, false));

    clusters.awaitPhase("from-backup", Phase.READY);
    assertThat(Files.readString(data.resolve("restored")))
        .isEqualTo(
            "--from %s --backup origin-one --collection default/things=others"
                .formatted(clusters.data("origin").toUri().toString()));
    delete("origin-one");
    clusters.delete("from-backup");
    clusters.delete("origin");
  }

  @Test
  void aNewClusterBeginsAsABranch() throws IOException {
    clusters.create("trunk", new Compute(1, 1));
    Path data =
        clusters.create(
            beginning(
                "twig", new Bootstrap(null, null, new Bootstrap.BranchOf("trunk", ""), List.of())));

    clusters.awaitPhase("twig", Phase.READY);

    assertThat(Files.readString(data.resolve("restored"))).endsWith("--at now --branch");
    clusters.delete("twig");
    clusters.delete("trunk");
  }

  @Test
  void aScheduleCatchesUpOnceAndKeepsWhatItShould() {
    clusters.create("daily", new Compute(1, 1));
    clusters.awaitPhase("daily", Phase.READY);
    VectorBackupSchedule schedule = new VectorBackupSchedule();
    schedule.setMetadata(metadata("nightly"));
    schedule.setSpec(
        new VectorBackupScheduleSpec(
            "0 * * * *",
            "UTC",
            true,
            new Retention(1, ""),
            new VectorBackupSpec("daily", null, false)));
    client.resource(schedule).create();
    await()
        .atMost(DEADLINE)
        .until(() -> !client.resource(schedule).get().lastStatus().conditions().isEmpty());
    client
        .resource(schedule)
        .subresource("status")
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"status\":{\"lastScheduled\":\"2026-01-01T00:00:00Z\"}}");
    client
        .resource(schedule)
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"suspend\":false}}");

    await()
        .atMost(DEADLINE)
        .until(
            () -> scheduled("nightly"),
            made -> made.size() == 1 && is(made.getFirst(), BackupPhase.READY));

    assertThat(reasons("nightly")).contains("CaughtUp");
    assertThat(client.resource(schedule).get().lastStatus().lastBackup())
        .isEqualTo(scheduled("nightly").getFirst().getMetadata().getName());

    String first = scheduled("nightly").getFirst().getMetadata().getName();
    kubernetes.clock().shift(Duration.ofHours(1));
    client
        .resource(schedule)
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"timeZone\":\"Etc/UTC\"}}");
    await()
        .atMost(DEADLINE)
        .until(
            () -> scheduled("nightly"),
            made ->
                made.size() == 1
                    && is(made.getFirst(), BackupPhase.READY)
                    && !made.getFirst().getMetadata().getName().equals(first));
    client.resource(schedule).delete();
    scheduled("nightly").forEach(b -> delete(b.getMetadata().getName()));
    clusters.delete("daily");
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
    create("fixed", new VectorBackupSpec("nowhere", null, false));

    assertThatThrownBy(() -> edit("fixed", "{\"spec\":{\"clusterRef\":\"other\"}}"))
        .hasMessageContaining("clusterRef cannot be changed: create another VectorBackup");
    assertThatThrownBy(() -> edit("fixed", "{\"spec\":{\"storage\":{\"uri\":\"file:///x\"}}}"))
        .hasMessageContaining("storage cannot be added or removed");
    delete("fixed");
  }

  private static VectorCluster beginning(String name, Bootstrap bootstrap) {
    VectorCluster cluster =
        Clusters.cluster(name, new Compute(1, 1), clusters.data(name).toUri().toString());
    cluster.setSpec(Clusters.bootstrapped(cluster.getSpec(), bootstrap));
    return cluster;
  }

  private static void create(String name, VectorBackupSpec spec) {
    VectorBackup backup = new VectorBackup();
    backup.setMetadata(metadata(name));
    backup.setSpec(spec);
    client.resource(backup).create();
  }

  private static void edit(String name, String fields) {
    resource(name).patch(PatchContext.of(PatchType.JSON_MERGE), fields);
  }

  private static void delete(String name) {
    resource(name).delete();
    await().atMost(DEADLINE).until(() -> resource(name).get() == null);
  }

  private static ObjectMeta metadata(String name) {
    return new ObjectMetaBuilder().withName(name).withNamespace(NAMESPACE).build();
  }

  private static VectorBackup awaitThat(String name, Predicate<VectorBackup> said) {
    return await()
        .alias(name)
        .atMost(DEADLINE)
        .until(() -> resource(name).get(), backup -> backup != null && said.test(backup));
  }

  private static Resource<VectorBackup> resource(String name) {
    return client.resources(VectorBackup.class).inNamespace(NAMESPACE).withName(name);
  }

  private static List<VectorBackup> scheduled(String schedule) {
    return client
        .resources(VectorBackup.class)
        .inNamespace(NAMESPACE)
        .withLabel(Marks.SCHEDULE, schedule)
        .list()
        .getItems();
  }

  private static boolean is(VectorBackup backup, BackupPhase phase) {
    return backup.lastStatus().phase() == phase;
  }

  private static boolean says(VectorBackup backup, String type, String reason) {
    return backup.lastStatus().conditions().stream()
        .anyMatch(c -> c.getType().equals(type) && c.getReason().equals(reason));
  }

  private static Condition condition(VectorBackup backup, String type) {
    return backup.lastStatus().conditions().stream()
        .filter(c -> c.getType().equals(type))
        .findFirst()
        .orElseThrow();
  }

  private static String notes(String name, String reason) {
    return client.events().v1().events().inNamespace(NAMESPACE).list().getItems().stream()
        .filter(event -> name.equals(event.getRegarding().getName()))
        .filter(event -> reason.equals(event.getReason()))
        .map(Event::getNote)
        .distinct()
        .collect(Collectors.joining("\n"));
  }

  private static List<String> reasons(String name) {
    return client.events().v1().events().inNamespace(NAMESPACE).list().getItems().stream()
        .filter(event -> name.equals(event.getRegarding().getName()))
        .map(Event::getReason)
        .toList();
  }

  private static BackupStorage storage(Path folder) {
    return new BackupStorage(uri(folder), "");
  }

  private static String uri(Path folder) {
    return "file://" + folder;
  }
}
