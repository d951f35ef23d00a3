package dev.aerie.cli.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aerie.cli.CliException;
import dev.aerie.cli.byoc.Bundle;
import dev.aerie.cli.kubernetes.Kubectl;
import dev.aerie.cli.kubernetes.TestKubernetes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreflightTest {

  @TempDir private static Path folder;
  private static Surroundings here;
  private static String controlPlane;

  @BeforeAll
  static void start() throws Exception {
    here = new Surroundings(folder);
    controlPlane = here.answering(401);
  }

  @AfterAll
  static void stop() throws InterruptedException {
    here.close();
  }

  @Test
  void saysWhatStorageClassesLackAndThenThatAllIsWell() throws Exception {
    List<Finding> before = run(here.storage(), controlPlane, Surroundings.admin());

    assertThat(failed(before)).containsExactly("storage class");
    assertThat(of("storage class", before).fix()).contains("is-default-class");

    Surroundings.admin()
        .create(
            List.of(
                new ObjectMapper()
                    .readTree(
                        """
                        {"apiVersion": "storage.k8s.io/v1", "kind": "StorageClass",
                         "metadata": {"name": "fast", "annotations":
                             {"storageclass.kubernetes.io/is-default-class": "true"}},
                         "provisioner": "example.com/none"}""")));
    List<Finding> after = run(here.storage(), controlPlane, Surroundings.admin());

    assertThat(after).hasSize(5).allMatch(Finding::passed);
    assertThat(of("storage class", after).said()).contains("fast");
  }

  @Test
  void namesEachRightThatIsMissing() throws Exception {
    List<Finding> found = run(here.storage(), controlPlane, Surroundings.nobody());

    Finding permissions = of("permissions", found);
    assertThat(permissions.passed()).isFalse();
    assertThat(permissions.said())
        .contains(
            "create customresourcedefinitions.apiextensions.k8s.io",
            "create pods/eviction",
            "patch vectorclusters/status.aerie.dev",
            "create deployments.apps in aerie-system");
    assertThat(permissions.fix()).contains("cluster-admin");
    assertThat(of("storage class", found).said()).contains("forbidden");
    assertThat(of("object store", found).passed()).isTrue();
  }

  @Test
  void anOldKubernetesIsToBeUpgraded() throws Exception {
    Path old = folder.resolve("old-kubectl");
    Files.writeString(old, "#!/bin/sh\necho '{\"minor\": \"29+\", \"gitVersion\": \"v1.29.3\"}'\n");
    assertThat(old.toFile().setExecutable(true)).isTrue();

    List<Finding> found = run(here.storage(), controlPlane, new Kubectl(List.of(old.toString())));

    assertThat(found).hasSize(1);
    assertThat(found.getFirst().text()).contains("v1.29.3", "1.31");
  }

  @Test
  void withoutKubectlOrAClusterItSaysWhatToDo() throws Exception {
    Finding none =
        run(here.storage(), controlPlane, new Kubectl(List.of("/nowhere/kubectl"))).getFirst();
    assertThat(none.said()).contains("Install kubectl", "--kubectl");

    Path away = folder.resolve("away.kubeconfig");
    Files.writeString(
        away,
        Files.readString(TestKubernetes.shared().kubeconfig())
            .replaceAll("https://127.0.0.1:\\d+", "https://127.0.0.1:" + Surroundings.freePort()));
    Kubectl gone = new Kubectl(TestKubernetes.kubectl(away));
    Finding silent = run(here.storage(), controlPlane, gone).getFirst();
    assertThat(silent.passed()).isFalse();
    assertThat(silent.said()).contains("refused");
    assertThat(silent.fix()).contains("kubectl version");
  }

  @Test
  void aStoreThatOverwritesIsNotEnough() throws Exception {
    Finding found = objectStore(here.storageThatOverwrites(), Optional.of(Surroundings.KEYS));

    assertThat(found.passed()).isFalse();
    assertThat(found.text()).contains("If-None-Match", "conditional writes");
    try (var left = Files.walk(folder.resolve("s3"))) {
      assertThat(left.filter(Files::isRegularFile).map(Path::toString))
          .noneMatch(name -> name.contains("preflight-"));
    }
  }

  @Test
  void eachRefusalOfTheStoreHasItsFix() throws Exception {
    assertThat(
            objectStore(
                    here.storage(),
                    Optional.of(new Preflight.Keys("local", "wrong", "AERIE_STORAGE_SECRET_KEY")))
                .text())
        .contains("FAILED", "SignatureDoesNotMatch", "AERIE_STORAGE_SECRET_KEY");
    assertThat(objectStore(here.storageOfBucket("missing"), Optional.of(Surroundings.KEYS)).text())
        .contains("FAILED", "NoSuchBucket", "Make the bucket");
    String nobody = "127.0.0.1:" + Surroundings.freePort();
    assertThat(
            objectStore(Surroundings.storage(nobody, "aerie"), Optional.of(Surroundings.KEYS))
                .text())
        .contains("FAILED", "does not answer", "Allow connections to " + nobody);
    assertThat(objectStore(here.storage(), Optional.empty()).text())
        .contains("FAILED", "AERIE_STORAGE_ACCESS_KEY");
    assertThat(objectStore("file:///data", Optional.of(Surroundings.KEYS)).text())
        .contains("FAILED", "no object store");
  }

  /** Then nobody needs to have the keys at hand: those are tried that clusters will have. */
  @Test
  void theSecretThatTheBundleNamesOpensTheStore() throws Exception {
    Finding none = storageSecret();
    assertThat(none.passed()).isFalse();
    assertThat(none.text())
        .contains("aerie-system/bucket-keys is not there")
        .contains("create namespace aerie-system", "create secret generic bucket-keys");

    haveNamespace();
    Surroundings.admin().create(List.of(secret()));
    Finding half = storageSecret();
    assertThat(half.passed()).isFalse();
    assertThat(half.text()).contains("lacks secretKey", "delete secret bucket-keys");

    give("wrong");
    assertThat(storageSecret().passed()).isTrue();
    assertThat(of("object store", withSecret()).text())
        .contains("SignatureDoesNotMatch", "Secret aerie-system/bucket-keys");

    give("secret");
    assertThat(of("object store", withSecret()).passed()).isTrue();
  }

  private static Finding storageSecret() throws Exception {
    return of("storage secret", withSecret());
  }

  private static List<Finding> withSecret() throws Exception {
    return run(here.storage(), "bucket-keys", controlPlane, Surroundings.admin(), Optional.empty());
  }

  /** Another test may have applied a bundle before. */
  private static void haveNamespace() throws IOException {
    try {
      Surroundings.admin().get("/api/v1/namespaces/aerie-system");
    } catch (CliException missing) {
      Surroundings.admin()
          .create(
              List.of(
                  new ObjectMapper()
                      .readTree(
                          """
                          {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "aerie-system"}}""")));
    }
  }

  private static JsonNode secret() throws IOException {
    return new ObjectMapper()
        .readTree(
            """
            {"apiVersion": "v1", "kind": "Secret", "stringData": {"accessKey": "local"},
             "metadata": {"name": "bucket-keys", "namespace": "aerie-system"}}""");
  }

  private static void give(String secretKey) {
    Surroundings.admin()
        .patch(
            "secret",
            "aerie-system",
            "bucket-keys",
            "{\"stringData\": {\"secretKey\": \"%s\"}}".formatted(secretKey));
  }

  @Test
  void theWayToTheControlPlaneIsTried() throws IOException {
    String nobody = "http://127.0.0.1:" + Surroundings.freePort();
    assertThat(new EgressCheck(controlPlane).check().passed()).isTrue();
    assertThat(new EgressCheck(nobody).check().text())
        .contains("FAILED", "does not answer", "Allow outgoing connections to 127.0.0.1:");
    assertThat(new EgressCheck(here.answering(200)).check().text())
        .contains("FAILED", "no control plane", "proxy");
    assertThat(new EgressCheck(TestKubernetes.shared().address()).check().text())
        .contains("FAILED", "not trusted");
  }

  private static Finding objectStore(String storage, Optional<Preflight.Keys> keys) {
    return new ObjectStoreCheck(storage, keys).check();
  }

  private static List<Finding> run(String storage, String address, Kubectl kubectl)
      throws Exception {
    return run(storage, "", address, kubectl, Optional.of(Surroundings.KEYS));
  }

  private static List<Finding> run(
      String storage, String secret, String address, Kubectl kubectl, Optional<Preflight.Keys> keys)
      throws Exception {
    Path bundle = folder.resolve("bundle-" + UUID.randomUUID());
    new Bundle(bundle)
        .write(
            Map.of(
                "regionName",
                "ours",
                "controlPlaneUrl",
                address,
                "storageBaseUri",
                storage,
                "storageCredentialsSecret",
                secret,
                "image",
                "aerie/operator:1"),
            KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate());
    return new Preflight(bundle, kubectl, keys).run();
  }

  private static List<String> failed(List<Finding> found) {
    return found.stream().filter(each -> !each.passed()).map(Finding::check).toList();
  }

  private static Finding of(String check, List<Finding> found) {
    return found.stream().filter(each -> each.check().equals(check)).findFirst().orElseThrow();
  }
}
