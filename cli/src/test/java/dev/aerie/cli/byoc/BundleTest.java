package dev.aerie.cli.byoc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aerie.cli.CliException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundleTest {
  private static final Map<String, String> VALUES =
      Map.of(
          "regionName",
          "ours-abc123",
          "controlPlaneUrl",
          "https://aerie.example.com",
          "storageBaseUri",
          "s3://bucket/clusters?region=eu-central-1",
          "storageCredentialsSecret",
          "",
          "image",
          "aerie/operator:0.1.0");

  @TempDir private Path temporary;
  private Path folder;
  private Path privateKey;
  private Path publicKey;

  @BeforeEach
  void makeKeys() throws Exception {
    folder = temporary.resolve("bundle");
    KeyPair pair = pair();
    privateKey = pem("PRIVATE KEY", pair.getPrivate());
    publicKey = pem("PUBLIC KEY", pair.getPublic());
  }

  @Test
  void isSignedAndReadable() throws IOException {
    write(VALUES);

    new Bundle(folder).verify(Signing.publicKey(publicKey));
    assertThat(folder.resolve("agent.yaml"))
        .content()
        .contains("value: \"https://aerie.example.com\"", "ours-abc123", "aerie/operator:0.1.0")
        .doesNotContain("${");
    assertThat(folder.resolve("REPORT.md")).content().contains("vectorclusters", "clusterId");
    assertThat(folder.resolve("vectorclusters.aerie.dev.yaml")).isNotEmptyFile();
    assertThat(Files.readAllLines(folder.resolve("rbac.yaml")))
        .noneMatch(line -> line.contains("\"*\"") || line.contains("[*]"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rbac.yaml",
        "agent.yaml",
        "REPORT.md",
        "SHA256SUMS",
        "vectorclusters.aerie.dev.yaml"
      })
  void aChangedFileIsFound(String name) throws IOException {
    write(VALUES);
    Files.writeString(folder.resolve(name), Files.readString(folder.resolve(name)) + "\n# more");

    assertIsRefused(publicKey, "Do not apply it");
  }

  @Test
  void anAddedOrAMissingFileIsFound() throws IOException {
    write(VALUES);
    Files.writeString(folder.resolve("more.yaml"), "kind: ClusterRole");
    assertIsRefused(publicKey, "added");
    Files.delete(folder.resolve("more.yaml"));
    new Bundle(folder).verify(Signing.publicKey(publicKey));

    Files.delete(folder.resolve("rbac.yaml"));
    assertIsRefused(publicKey, "removed");
    Files.delete(folder.resolve("SHA256SUMS.sig"));
    assertIsRefused(publicKey, "not a whole bundle");
  }

  @Test
  void anotherKeyIsFound() throws Exception {
    write(VALUES);

    assertIsRefused(pem("PUBLIC KEY", pair().getPublic()), "signature does not hold");
    assertIsRefused(privateKey, "openssl");
  }

  @Test
  void aValueThatWouldBreakTheYamlIsRefused() {
    var wrong = new HashMap<>(VALUES);
    wrong.put("regionName", "a\"\n  privileged: true");

    assertThatThrownBy(() -> write(wrong))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("regionName");
  }

  @Test
  void onlyTheSecretOfTheStorageMayBeLeftOut() {
    var wrong = new HashMap<>(VALUES);
    wrong.put("regionName", "");

    assertThatThrownBy(() -> write(wrong))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("regionName");
  }

  @Test
  void writesOverNothing() throws IOException {
    write(VALUES);

    assertThatThrownBy(() -> write(VALUES)).hasMessageContaining("not empty");
  }

  private void write(Map<String, String> values) {
    new Bundle(folder).write(values, Signing.privateKey(privateKey));
  }

  private void assertIsRefused(Path key, String why) {
    assertThatThrownBy(() -> new Bundle(folder).verify(Signing.publicKey(key)))
        .isInstanceOf(CliException.class)
        .hasMessageContaining(why);
  }

  private static KeyPair pair() throws GeneralSecurityException {
    return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
  }

  private Path pem(String kind, Key key) throws IOException {
    Path file = Files.createTempFile(temporary, "key", ".pem");
    String text = Base64.getMimeEncoder().encodeToString(key.getEncoded());
    return Files.writeString(
        file, "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, text, kind));
  }
}
